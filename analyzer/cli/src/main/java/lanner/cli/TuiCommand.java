package lanner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import lanner.cli.tui.terminal.NoTerminalException;
import lanner.cli.tui.terminal.TextWindow;
import lanner.investigation.casework.CaseText;
import lanner.investigation.casework.OpenedCase;
import lanner.product.ExitCode;
import lanner.product.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tui}: what the viewer shows, on a terminal. */
@Command(
        name = "tui",
        description = {
            "Opens captures in a text window, as over ssh: events, processes, alerts, details.",
            "The keys are listed by ?. Filters are conditions of the rule language, completed by Tab; decisions about "
                    + "alerts and the filters that were applied go to the same case file as those of lanner view: "
                    + "NAME.lanner-case beside the first capture, or ~/.local/share/lanner/cases if that directory is "
                    + "read-only or another user's. Captures are opened read-only; the index is kept in the user's "
                    + "cache, where the other commands find it.",
            "Colours are the terminal's own 8, none with NO_COLOR set or where TERM has none; signs are UTF-8 where "
                    + "the locale is (LC_ALL, LC_CTYPE, LANG), else ASCII."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner tui build.lanner",
            "  lanner tui web.lanner db.lanner.zst       several captures on one time line",
            "  lanner tui build.lanner -r mine.yaml --case incident.lanner-case",
            "  ssh -t host lanner tui /var/captures/build.lanner"
        })
final class TuiCommand implements Callable<Integer> {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final String INSTEAD = "; lanner summary, tree, story and events print lines";

    @Spec
    private CommandSpec spec;

    @Mixin
    private InquiryOptions given;

    @Option(names = "--case", paramLabel = "FILE", description = "The case file (default: NAME.lanner-case).")
    private @Nullable Path caseFile;

    @Option(names = "--analyst", paramLabel = "NAME", description = "Who decides: written beside each decision.")
    private String analyst = "";

    @Override
    public Integer call() throws IOException, InputException {
        try {
            for (int descriptor : new int[] {STDIN, STDOUT}) {
                if (!ProgressBar.isOnTerminal(descriptor)) {
                    return refuse(descriptor == STDIN ? "the input is no terminal" : "the output is no terminal");
                }
            }
            CaseText.problem(analyst).ifPresent(problem -> {
                throw new ParameterException(spec.commandLine(), "--analyst takes " + problem);
            });
            OpenedCase opened = OpenedCase.open(
                    given.captures(), given.rules(), Optional.ofNullable(caseFile), Clock.systemUTC(), Inquiry::opened);
            opened.caseFile().analyst(analyst);
            return TextWindow.show(opened, System.getenv()).code();
        } catch (NoTerminalException e) {
            return refuse(e.reason());
        }
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println("lanner: tui needs a terminal: " + why + INSTEAD);
        return ExitCode.ENVIRONMENT.code();
    }
}
