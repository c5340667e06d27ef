package lanner.investigation.rows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import lanner.engine.field.EventTime;

/** How moments are written. */
public enum TimeFormat {
    UTC("UTC"),
    LOCAL("Local time"),
    /** Seconds since the first event. */
    RELATIVE("Relative");

    private static final long HOUR_SECONDS = 3600;
    private static final long DAY_SECONDS = 24 * HOUR_SECONDS;
    private static final long YEAR_SECONDS = 365 * DAY_SECONDS;
    private static final long SECOND = 1_000_000_000L;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final String words;

    TimeFormat(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    private ZoneId zone() {
        return this == LOCAL ? ZoneId.systemDefault() : ZoneOffset.UTC;
    }

    /**
     * A moment to the microsecond.
     *
     * @param nanos since 1970; 0 for a moment that was not recorded
     * @param origin the first event's moment
     */
    public String moment(long nanos, long origin) {
        return write(nanos, origin, 6, CLOCK);
    }

    /** The same with its day, to the nanosecond. */
    public String whole(long nanos, long origin) {
        return write(nanos, origin, 9, DAY);
    }

    /** The same, only as exact as a scale of so many nanoseconds a mark needs. */
    public String mark(long nanos, long origin, long step) {
        int digits = 0;
        for (long unit = SECOND; unit > step && digits < 9; unit /= 10) {
            digits++;
        }
        return write(nanos, origin, digits, CLOCK);
    }

    private String write(long nanos, long origin, int digits, DateTimeFormatter form) {
        if (nanos <= 0) {
            return "no time";
        }
        if (this == RELATIVE) {
            return String.format(Locale.ROOT, "%+." + digits + "f s", (nanos - origin) / (double) SECOND);
        }
        Instant instant = EventTime.instant(nanos);
        String text = form.format(instant.atZone(zone()));
        if (digits == 0) {
            return text;
        }
        String part = String.format(Locale.ROOT, "%09d", Math.floorMod(nanos, SECOND));
        return text + "." + part.substring(0, digits);
    }

    /** A stretch of time in the unit that suits it. */
    public static String span(long nanos) {
        double abs = Math.abs((double) nanos);
        if (abs < 1e3) {
            return nanos + " ns";
        }
        if (abs < 1e6) {
            return String.format(Locale.ROOT, "%.1f \u00b5s", nanos / 1e3);
        }
        if (abs < 1e9) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
        }
        if (abs < 120e9) {
            return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        }
        long seconds = Math.abs(nanos / SECOND);
        String sign = nanos < 0 ? "-" : "";
        if (seconds < 2 * HOUR_SECONDS) {
            return sign + String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 2 * DAY_SECONDS) {
            return sign
                    + String.format(Locale.ROOT, "%d h %02d min", seconds / HOUR_SECONDS, seconds % HOUR_SECONDS / 60);
        }
        return seconds < 2 * YEAR_SECONDS
                ? sign
                        + String.format(
                                Locale.ROOT, "%d d %02d h", seconds / DAY_SECONDS, seconds % DAY_SECONDS / HOUR_SECONDS)
                : sign + String.format(Locale.ROOT, "%.1f years", seconds / (double) YEAR_SECONDS);
    }
}
