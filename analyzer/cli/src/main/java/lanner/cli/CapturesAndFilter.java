package lanner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.plan.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Captures and then perhaps a filter, as they stand on a command line.
 *
 * @param filter null for none
 */
record CapturesAndFilter(List<Path> captures, @Nullable String filter) {
    /** The last argument is a filter if nothing of that name exists and there is another. */
    static CapturesAndFilter of(List<String> arguments) {
        int last = arguments.size() - 1;
        String filter = last > 0 && !Files.exists(Path.of(arguments.get(last))) ? arguments.get(last) : null;
        List<String> captures = filter == null ? arguments : arguments.subList(0, last);
        return new CapturesAndFilter(captures.stream().map(Path::of).toList(), filter);
    }

    /** Which events are wanted; all without a filter. */
    Predicate compile(CommandSpec command, FieldRegistry fields) {
        return filter == null ? context -> true : FilterArgument.compile(command, filter, fields);
    }
}
