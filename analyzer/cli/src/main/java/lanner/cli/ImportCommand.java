package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.CaptureWriteException;
import lanner.capture.EventSource;
import lanner.engine.alert.AlertText;
import lanner.exchange.conversion.CaptureImport;
import lanner.exchange.kubernetes.AuditLogReader;
import lanner.exchange.scap.ScapReader;
import lanner.product.Counted;
import lanner.product.ExitCode;
import lanner.product.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: a capture from a scap file or an audit log. */
@Command(
        name = "import",
        description = {
            "Converts a scap file of sysdig, Falco or Stratoshark, or an audit log of Kubernetes, to a Lanner capture.",
            "The file may be compressed with gzip; it is not changed. Prints what could not be "
                    + "converted. Other commands also read these files directly.",
            "Exit status: 0 all of it was read; 3 the file is damaged; 4 the capture could not be " + "written."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {"  lanner import trace.scap.gz -o trace.lanner", "  lanner import audit.jsonl -o audit.lanner"})
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The scap file, or the audit log.")
    private Path file;

    @Mixin
    private NewCaptureOptions to;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CaptureImport.Result result;
        Map<String, Long> remarks;
        AtomicLong events = new AtomicLong();
        try (EventSource reader = AuditLogReader.isAuditLog(file) ? AuditLogReader.open(file) : ScapReader.open(file);
                InterruptHandler interruption = new InterruptHandler();
                ProgressBar progress = new ProgressBar(Files.size(file), reader::readBytes, events::get)) {
            if (ProgressBar.isTerminal(2)) {
                progress.start();
            }
            result = CaptureImport.run(reader, to.output(), to.overwrite(), () -> {
                events.set(reader.report().events());
                return interruption.wished();
            });
            remarks = reader instanceof ScapReader scap ? scap.remarks() : Map.of();
        } catch (CaptureWriteException e) {
            return to.failed(e);
        }
        out.println(TerminalText.visible(
                to.output() + ": " + Counted.of(result.events(), "event") + " imported from " + file));
        remarks.forEach((what, times) -> out.printf(Locale.ROOT, "  %,10d  %s%n", times, AlertText.visible(what)));
        out.flush();
        if (result.stopped()) {
            return ExitCode.INTERRUPTED.code();
        }
        return DamageReport.print(file.toString(), result.report(), err).code();
    }
}
