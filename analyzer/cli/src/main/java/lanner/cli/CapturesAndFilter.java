package lanner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.replay.Replay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Captures and then perhaps a filter, for commands that look at single events. */
final class CapturesAndFilter {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE... [FILTER]",
            hideParamSyntax = true,
            arity = "1..*",
            description = "The captures, then optionally a condition of the rule language; only events that match it "
                    + "are taken.")
    private List<String> arguments = List.of();

    private @Nullable Boolean hasFilter;

    /** The filter, where it was compiled before the command began. */
    private @Nullable Predicate compiled;

    /** These arguments, without picocli. */
    static CapturesAndFilter plain(List<String> arguments) {
        CapturesAndFilter given = new CapturesAndFilter();
        given.arguments = arguments;
        return given;
    }

    /** Whether there is nothing to be said about the filter. */
    boolean isFaultless() {
        if (!hasFilter()) {
            return true;
        }
        compiled = FilterArgument.faultless(last(), new StandardFields()).orElse(null);
        return compiled != null;
    }

    /** The last argument is a filter if nothing of that name exists, when first asked, and there is another. */
    private boolean hasFilter() {
        if (hasFilter == null) {
            hasFilter = arguments.size() > 1 && !Files.exists(Path.of(last()));
        }
        return hasFilter;
    }

    private String last() {
        return arguments.get(arguments.size() - 1);
    }

    List<Path> captures() {
        return arguments.subList(0, arguments.size() - (hasFilter() ? 1 : 0)).stream()
                .map(Path::of)
                .toList();
    }

    /** Which events are wanted; all without a filter. */
    Predicate compile(FieldRegistry fields) {
        if (!hasFilter()) {
            return context -> true;
        }
        return compiled != null ? compiled : FilterArgument.compile(spec, last(), fields);
    }

    /** What a replay has to keep for these events and fields. */
    Replay.Depth depth(FieldRegistry fields, List<Field> shown) {
        boolean records = shown.stream().allMatch(field -> field.scope() == Field.Scope.RECORD);
        return !records || hasFilter() && FilterArgument.depth(last(), fields) != Replay.Depth.RECORDS
                ? Replay.Depth.ALL
                : Replay.Depth.RECORDS;
    }
}
