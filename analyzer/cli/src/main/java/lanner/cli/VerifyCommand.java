package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: whether a capture is what its recorder wrote. */
@Command(
        name = "verify",
        description = {
            "Says whether a capture is what its recorder wrote: every record, every hash.",
            "Status 0 if it is intact, 1 if not, 3 if it is no capture."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  lanner verify build.lanner")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The capture.")
    private Path capture;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CaptureVerifier.Verification verification = CaptureVerifier.verify(capture);
        CaptureReport report = verification.report();
        out.printf(
                Locale.ROOT,
                "%s: %s; %,d good events in %,d good records%n",
                capture,
                verification.verdict().words(),
                report.events(),
                report.records());
        verification.objections().forEach(objection -> out.println("  " + objection));
        out.flush();
        if (report.damageCount() > 0) {
            DamageReport.print(capture.toString(), report, spec.commandLine().getErr());
        }
        return (verification.verdict() == Verdict.INTACT ? ExitCode.DONE : ExitCode.FOUND).code();
    }
}
