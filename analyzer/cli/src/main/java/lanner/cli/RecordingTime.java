package lanner.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import org.jspecify.annotations.Nullable;

/** When a recording was, how long it took and how it ended, in words. */
final class RecordingTime {
    private static final int SIGNALLED = 128;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private RecordingTime() {}

    /** In the zone of the recorded machine, and in UTC where that is another. */
    static String when(long nanos, @Nullable SegmentHeader header) {
        Instant instant = Instant.ofEpochSecond(0, nanos);
        ZoneId zone = zone(header == null ? "" : header.host().timezone());
        String there = WHEN.format(instant.atZone(zone)) + " " + zone.getId();
        return zone.getRules().getOffset(instant).equals(ZoneOffset.UTC)
                ? there
                : there + " (" + WHEN.format(instant.atZone(ZoneOffset.UTC)) + " UTC)";
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            // A capture may say anything, and one that was imported says nothing.
            return ZoneId.of("UTC");
        }
    }

    static String howLong(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toSeconds() > 0
                ? String.format(Locale.ROOT, "%.1f s", nanos / 1e9)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    /** The status as a shell tells it. */
    static String exit(SegmentFooter footer) {
        int status = footer.exitStatus();
        String words = status < 0 ? "unknown" : Integer.toString(status);
        String signal = status > SIGNALLED ? " (128 + " + (status - SIGNALLED) + ": a signal, or so it exited)" : "";
        return words + signal + (footer.endReason().equals("exited") ? "" : "; " + footer.endReason());
    }
}
