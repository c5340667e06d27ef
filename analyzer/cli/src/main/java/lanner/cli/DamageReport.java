package lanner.cli;

import java.io.PrintWriter;
import java.util.Locale;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;
import lanner.product.ExitCode;

/** Says what a reader found wrong with a capture. */
final class DamageReport {
    private static final int SHOWN = 5;

    private DamageReport() {}

    /** Prints to {@code err} and answers the status to end with. */
    static ExitCode print(String capture, CaptureReport report, PrintWriter err) {
        if (report.damageCount() > 0) {
            err.printf(
                    Locale.ROOT,
                    "lanner: %s is damaged: %,d good events were read, %,d records are known to be missing%n",
                    capture,
                    report.events(),
                    report.missing());
            int shown = 0;
            for (Damage damage : report.damages()) {
                if (shown++ < SHOWN || damage.kind() == Damage.Kind.GIVEN_UP) {
                    err.printf(Locale.ROOT, "  %s, byte %,d: %s%n", damage.file(), damage.offset(), damage.detail());
                }
            }
            if (report.damageCount() > SHOWN) {
                err.printf(Locale.ROOT, "  ... and %,d more places%n", report.damageCount() - SHOWN);
            }
            err.flush();
            return ExitCode.BAD_INPUT;
        }
        if (!report.complete()) {
            err.printf(
                    Locale.ROOT,
                    "lanner: %s has no footer (the recorder was killed, or is still recording): %,d events were read%n",
                    capture,
                    report.events());
            err.flush();
        }
        return ExitCode.DONE;
    }
}
