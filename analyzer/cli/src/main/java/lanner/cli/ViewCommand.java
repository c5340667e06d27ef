package lanner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lanner.product.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code view}, as help and completion list it. The launcher starts the viewer itself, from jars of its own: the command
 * line knows its options and none of its classes.
 */
@Command(
        name = "view",
        description = {
            "Opens captures in a window: time line, process tree, events, alerts.",
            "Captures are opened read-only. Bookmarks, notes and decisions are written to "
                    + "NAME.lanner-case beside the first capture, or to ~/.local/share/lanner/cases if that "
                    + "directory is read-only or another user's. The index is written to the user's cache. Nothing "
                    + "is sent over the network."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner view build.lanner",
            "  lanner view web.lanner db.lanner          several captures on one time line",
            "  lanner view trace.scap -r my_rules.yaml"
        })
@SuppressWarnings("UnusedVariable") // listed here, read by the viewer
public final class ViewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "0..*",
            description = "The captures, scap files, or audit logs of Kubernetes.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "The rules whose alerts are shown (default: the rules that come with Lanner).")
    private List<Path> rules = List.of();

    @Option(names = "--case", paramLabel = "FILE", description = "The case file (default: NAME.lanner-case).")
    private @Nullable Path caseFile;

    @Option(
            names = "--analyst",
            paramLabel = "NAME",
            description = "Who works on the case: written beside what is decided (default: who was named last).")
    private @Nullable String analyst;

    @Option(
            names = "--case-number",
            paramLabel = "NUMBER",
            description = "What the case is called; kept in the case file.")
    private @Nullable String caseNumber;

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println(
                        "lanner: this command cannot start the viewer: start it with the launcher, with view as the first"
                                + " word: ./lanner view "
                                + String.join(
                                        " ",
                                        captures.stream().map(Path::toString).toList()));
        return ExitCode.ENVIRONMENT.code();
    }
}
