package lanner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lanner.product.InputException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rule files by name or by {@code -r}, for commands that take nothing else by name. */
final class RuleFilesArgument {
    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "Rule files, in this order (default: the rules that come with Lanner).")
    private List<Path> named = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The same as FILE|DIR.")
    private List<Path> rules = List.of();

    /** The files, those by {@code -r} first, or the rules that come with Lanner. */
    List<Path> paths() throws InputException {
        return RuleFiles.orShipped(Stream.concat(rules.stream(), named.stream()).toList());
    }
}
