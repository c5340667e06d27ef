package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureWriteException;
import lanner.capture.queue.Salvage;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salvage}: every good record of a damaged capture, in a new one. */
@Command(
        name = "salvage",
        description = {
            "Copies the good records of a damaged or unfinished capture to a new capture.",
            "The new capture is complete; a drop event marks where records are missing. The old capture "
                    + "is not changed.",
            "Exit status: 0 something was saved; 3 there is nothing to save; 4 the new capture could not "
                    + "be written."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  lanner salvage broken.lanner -o saved.lanner")
final class SalvageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", description = "The damaged capture.")
    private Path capture;

    @Mixin
    private NewCaptureOptions to;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (Files.exists(to.output()) && Files.exists(capture) && Files.isSameFile(capture, to.output())) {
            throw new ParameterException(spec.commandLine(), "the new capture cannot be the old one");
        }
        Salvage.Result result;
        try {
            result = Salvage.run(CaptureFinder.place(capture), to.output(), to.overwrite());
        } catch (CaptureWriteException e) {
            return to.failed(e);
        }
        CaptureReport report = result.report();
        out.printf(
                Locale.ROOT,
                "%s: %s saved from %s; %s missing in %s%n",
                TerminalText.visible(to.output().toString()),
                Counted.of(result.events(), "event"),
                TerminalText.visible(capture.toString()),
                Counted.of(report.missing(), "record"),
                Counted.of(result.holes(), "place"));
        out.flush();
        if (report.damageCount() > 0) {
            DamageReport.print(capture.toString(), report, err);
        }
        return ExitCode.DONE.code();
    }
}
