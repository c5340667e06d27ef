package lanner.engine.field;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/** Times of events as text. All are nanoseconds since the epoch. */
public final class EventTime {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLISECOND = 1_000_000;
    private static final int MILLISECONDS_A_SECOND = 1000;

    /**
     * The end of 2034. Until then a time zone tells its offset without its rules, for which all jars of the class path are looked
     * through; from 2037 on it differs from them.
     */
    private static final long FAR = 2_051_222_400L * SECOND;

    private EventTime() {}

    /** The time of the day in the zone of this machine, as {@code 12:34:56}, or {@code 12:34:56.000000001}. */
    public static String clock(long nanos, boolean fraction) {
        return clock(local(nanos, TimeZone.getDefault()), fraction);
    }

    /** The day in the zone of this machine, as {@code 2026-11-24}. */
    static String date(long nanos) {
        return local(nanos, TimeZone.getDefault()).toLocalDate().toString();
    }

    /** What clocks and calendars of a zone show. */
    static LocalDateTime local(long nanos, TimeZone zone) {
        Instant instant = instant(nanos);
        if (nanos < 0 || nanos >= FAR) {
            return LocalDateTime.ofInstant(instant, zone.toZoneId());
        }
        int offset = zone.getOffset(nanos / MILLISECOND);
        return LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(offset / MILLISECONDS_A_SECOND));
    }

    /** The time in UTC, as {@code 2026-11-24T12:34:56.000000001} and what stands for UTC: {@code Z} or {@code +0000}. */
    public static String utc(long nanos, String offset) {
        LocalDateTime time = LocalDateTime.ofInstant(instant(nanos), ZoneOffset.UTC);
        return time.toLocalDate() + "T" + clock(time, true) + offset;
    }

    /** The moment that it is; every number is one. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    private static String clock(LocalDateTime time, boolean fraction) {
        StringBuilder text = new StringBuilder(18);
        LocalTime clock = time.toLocalTime();
        padded(clock.getHour(), 2, text);
        padded(clock.getMinute(), 2, text.append(':'));
        padded(clock.getSecond(), 2, text.append(':'));
        if (fraction) {
            padded(Math.floorMod(clock.toNanoOfDay(), SECOND), 9, text.append('.'));
        }
        return text.toString();
    }

    /** A number from 0 with zeros in front. */
    private static void padded(long number, int width, StringBuilder text) {
        String digits = String.valueOf(number);
        text.append("0".repeat(width - digits.length())).append(digits);
    }
}
