package lanner.fleet.task;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureReport;
import lanner.capture.Damage;

/** What a reader found, without the headers and footers of segments. */
record SentReport(long records, long events, long missing, Place[] damages, long damageCount, boolean complete)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A place of damage. */
    private record Place(String file, long offset, Damage.Kind kind, String detail) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static SentReport of(CaptureReport report) {
        return new SentReport(
                report.records(),
                report.events(),
                report.missing(),
                report.damages().stream()
                        .map(each -> new Place(each.file(), each.offset(), each.kind(), each.detail()))
                        .toArray(Place[]::new),
                report.damageCount(),
                report.complete());
    }

    CaptureReport report() {
        return new CaptureReport(
                List.of(),
                List.of(),
                records,
                events,
                missing,
                Stream.of(damages)
                        .map(each -> new Damage(each.file, each.offset, each.kind, each.detail))
                        .toList(),
                damageCount,
                complete);
    }
}
