package lanner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Locale;
import java.util.concurrent.Callable;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.CaptureSigner;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.engine.alert.AlertText;
import lanner.exchange.pack.CaptureUnpacker;
import lanner.investigation.casework.ReportSignature;
import lanner.product.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: whether a capture is what its recorder wrote. */
@Command(
        name = "verify",
        description = {
            "Checks whether a capture is as its recorder wrote it.",
            "Checks every record, hash and signature, and every byte of the files against the recorder's "
                    + "list (SHA256SUMS). Tells apart damage, changed records, changes outside records, missing "
                    + "segments, a truncated file and a killed recorder. Names files that no recorder wrote.",
            "Of a report that lanner report signed, with its signature beside it (REPORT.sig), checks that the owner of "
                    + "--key signed these bytes.",
            "Exit status: 0 intact; 1 not intact; 3 not a capture."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanner verify build.lanner",
            "  lanner verify --key ours.pub build.lanner",
            "  lanner verify --key mine.pub report.html"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CAPTURE",
            description = "The capture, packed or not, one segment's file, or a signed report.")
    private Path capture;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key (Ed25519, PEM) that must have signed every segment, or the report.")
    private @Nullable Path key;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        // Whoever can write beside a capture does not make a report of it.
        if (ReportSignature.isThere(capture)
                && !CaptureReader.isSegment(capture)
                && !CaptureUnpacker.isPacked(capture)) {
            return report(out).code();
        }
        Path place = CaptureFinder.place(capture);
        CaptureVerifier.Verification verification =
                key == null ? CaptureVerifier.verify(place) : CaptureVerifier.verify(place, readKey(key));
        CaptureReport report = verification.report();
        out.printf(
                Locale.ROOT,
                "%s: %s; %,d good events in %,d good records%n",
                AlertText.visibleCharacters(capture.toString()),
                verification.verdict().words(),
                report.events(),
                report.records());
        verification.objections().forEach(objection -> out.println("  " + AlertText.visible(objection)));
        verification.notes().forEach(note -> out.println("  " + AlertText.visible(note)));
        out.flush();
        if (report.damageCount() > 0) {
            DamageReport.print(capture.toString(), report, spec.commandLine().getErr());
        }
        return (verification.verdict() == Verdict.INTACT ? ExitCode.DONE : ExitCode.FOUND).code();
    }

    private ExitCode report(PrintWriter out) throws IOException {
        if (key == null) {
            throw new ParameterException(
                    spec.commandLine(), "a signed report is checked with the signer's public key: --key FILE");
        }
        boolean valid = ReportSignature.isValid(capture, readKey(key));
        out.println(AlertText.visibleCharacters(capture.toString())
                + (valid
                        ? ": intact: signed with this key, not changed since"
                        : ": not what was signed with this key: changed since, or signed with another"));
        out.flush();
        return valid ? ExitCode.DONE : ExitCode.FOUND;
    }

    private static PublicKey readKey(Path key) throws IOException {
        try {
            return CaptureSigner.readPublic(key);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(key.toString(), null, "there is no such key");
        }
    }
}
