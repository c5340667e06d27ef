package lanner.cli;

import java.io.PrintWriter;
import java.util.Locale;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;
import lanner.product.Counted;
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
                    "lanner: %s is damaged: %s read, %s known to be missing%n",
                    capture,
                    Counted.of(report.events(), "good event was", "good events were"),
                    Counted.of(report.missing(), "record is", "records are"));
            int shown = 0;
            for (Damage damage : report.damages()) {
                if (shown++ < SHOWN || damage.kind() == Damage.Kind.GIVEN_UP) {
                    err.printf(Locale.ROOT, "  %s, byte %,d: %s%n", damage.file(), damage.offset(), damage.detail());
                }
            }
            if (report.damageCount() > SHOWN) {
                err.println("  ... and " + Counted.of(report.damageCount() - SHOWN, "more place"));
            }
            err.flush();
            return ExitCode.BAD_INPUT;
        }
        if (!report.complete()) {
            err.printf(
                    Locale.ROOT,
                    "lanner: %s has no footer (the recorder was killed, or is still recording): %s read%n",
                    capture,
                    Counted.of(report.events(), "event was", "events were"));
            err.flush();
        }
        return ExitCode.DONE;
    }
}
