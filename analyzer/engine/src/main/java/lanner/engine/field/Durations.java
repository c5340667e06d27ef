package lanner.engine.field;

import java.util.Locale;
import lanner.capture.event.Event;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/** How long calls took, as fields tell it. */
final class Durations {
    static final String TOLD = "How long the call took, in nanoseconds; missing where the capture does not tell.";

    private static final long MICROSECOND = 1000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private Durations() {}

    static long of(EventContext context) {
        long nanos = context.event().duration();
        return nanos == Event.UNKNOWN_DURATION ? Extractor.MISSING : nanos;
    }

    static long seconds(EventContext context) {
        long nanos = of(context);
        return nanos == Extractor.MISSING ? nanos : nanos / SECOND;
    }

    static long rest(EventContext context) {
        long nanos = of(context);
        return nanos == Extractor.MISSING ? nanos : nanos % SECOND;
    }

    static @Nullable String words(EventContext context) {
        long nanos = of(context);
        return nanos == Extractor.MISSING ? null : words(nanos);
    }

    /** As sysdig writes it: cut, not rounded, with two decimals where one digit stands before them, and in seconds. */
    static String words(long nanos) {
        if (nanos >= SECOND) {
            return decimals(nanos, SECOND, "s");
        }
        if (nanos >= MILLISECOND) {
            return nanos >= 10 * MILLISECOND ? nanos / MILLISECOND + "ms" : decimals(nanos, MILLISECOND, "ms");
        }
        if (nanos >= MICROSECOND) {
            return nanos >= 10 * MICROSECOND ? nanos / MICROSECOND + "us" : decimals(nanos, MICROSECOND, "us");
        }
        return nanos + "ns";
    }

    private static String decimals(long nanos, long unit, String name) {
        return String.format(Locale.ROOT, "%d.%02d%s", nanos / unit, nanos % unit / (unit / 100), name);
    }
}
