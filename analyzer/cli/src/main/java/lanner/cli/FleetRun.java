package lanner.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import lanner.cli.fleet.FleetCapture;
import lanner.cli.fleet.FleetException;
import lanner.cli.fleet.FleetSession;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.InputException;
import lanner.product.TerminalText;

/** One question to a fleet: a bar on the terminal, until Ctrl-C, with what was wrong with captures said and counted. */
final class FleetRun {
    private final FleetOptions options;
    private final PrintWriter err;
    private long whole;
    private long damaged;
    private long unread;

    /** A question. */
    @FunctionalInterface
    interface Question {
        void ask(FleetSession session) throws IOException, InputException, FleetException;
    }

    FleetRun(FleetOptions options, PrintWriter err) {
        this.options = options;
        this.err = err;
    }

    /** Asks it and answers the status that comes of the captures, of the engine, or of Ctrl-C. */
    ExitCode ask(List<String> paths, Question question) throws IOException, InputException {
        try (InterruptHandler interruption = new InterruptHandler()) {
            try (FleetSession session = options.open(paths)) {
                interruption.atOnce(session::cancel);
                if (interruption.wished()) {
                    return ExitCode.INTERRUPTED;
                }
                try (ProgressBar progress = new ProgressBar(session.bytes(), session::readBytes, session::readEvents)) {
                    if (ProgressBar.isTerminal(2)) {
                        progress.start();
                    }
                    question.ask(session);
                }
                end(session.captures());
            } catch (FleetException e) {
                if (interruption.wished()) {
                    return ExitCode.INTERRUPTED;
                }
                err.println("lanner: " + TerminalText.visible(String.valueOf(e.getMessage())));
                err.flush();
                return ExitCode.ENVIRONMENT;
            } catch (InterruptedIOException e) {
                return ExitCode.INTERRUPTED;
            } catch (Error e) {
                // While the process ends, classes of the engine that add hooks to its end cannot be initialized.
                if (interruption.wished()) {
                    return ExitCode.INTERRUPTED;
                }
                throw e;
            }
            return damaged + unread > 0 ? ExitCode.BAD_INPUT : ExitCode.DONE;
        }
    }

    /** Counts a capture, and says what was wrong with it. */
    void ended(FleetCapture capture) {
        ExitCode read = capture.report()
                .map(report -> DamageReport.print(capture.name(), report, err))
                .orElse(ExitCode.BAD_INPUT);
        if (capture.failure().isPresent()) {
            unread++;
            err.println("lanner: "
                    + TerminalText.visible(capture.name() + " was skipped: "
                            + capture.failure().get()));
        } else if (read == ExitCode.DONE) {
            whole++;
        } else {
            damaged++;
        }
    }

    private void end(int captures) {
        err.printf(
                Locale.ROOT,
                "lanner: %s: %,d read, %,d damaged, %,d skipped%n",
                Counted.of(captures, "capture"),
                whole,
                damaged,
                unread);
        err.flush();
    }
}
