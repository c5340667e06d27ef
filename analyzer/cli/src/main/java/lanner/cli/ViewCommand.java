package lanner.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
            "Opens captures in a window: time line, process tree, events, alerts with the trace of their rules.",
            "Captures are opened read-only. Bookmarks, notes and decisions go to NAME.lanner-case beside the first"
                    + " one,",
            "or to ~/.local/share/lanner/cases where that directory is read-only or another user's;",
            "the index goes to the user's cache. Nothing is sent anywhere."
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

    @Parameters(paramLabel = "CAPTURE", arity = "0..*", description = "Captures of ours, or scap files.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE|DIR",
            description = "Rule files whose alerts are shown (default: our own).")
    private List<Path> rules = List.of();

    @Option(names = "--case", paramLabel = "FILE", description = "The case file (default: NAME.lanner-case).")
    private Path caseFile;

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("lanner: the viewer is no part of this command line: start it with the launcher, as the first"
                        + " word behind it: ./lanner view "
                        + String.join(" ", captures.stream().map(Path::toString).toList()));
        return ExitCode.ENVIRONMENT.code();
    }
}
