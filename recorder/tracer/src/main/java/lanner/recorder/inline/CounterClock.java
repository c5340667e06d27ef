package lanner.recorder.inline;

/**
 * Turns values of the processor's time stamp counter into nanoseconds of the monotonic clock. Both clocks are read once,
 * one behind the other; how fast the counter counts follows from what is known later: that a value was taken not before, or
 * not after, a time. The longer ago the reading, the more exact: an error stays as large as those bounds are wide.
 *
 * <p>One for each address space: values come out of the program's memory, and it shall mislead about nobody else.
 */
final class CounterClock {
    /** A bound from less than this long after the reading says little. */
    private static final long SHORTEST_TICKS = 10_000;

    private long anchorTicks;
    private long anchorNanos;
    private double nanosPerTick;
    private double least;
    private double most = Double.MAX_VALUE;

    /**
     * Both clocks at one moment, and the counter's rate as far as it is known.
     *
     * @param nanosPerTick a first guess
     */
    CounterClock(long ticks, long nanos, double nanosPerTick) {
        anchorTicks = ticks;
        anchorNanos = nanos;
        this.nanosPerTick = nanosPerTick;
    }

    /** The counter had this value at this time or later. */
    void notBefore(long ticks, long nanos) {
        long passed = ticks - anchorTicks;
        if (passed >= SHORTEST_TICKS) {
            bound(Math.max(least, (nanos - anchorNanos) / (double) passed), most, ticks, nanos);
        }
    }

    /** The counter had this value at this time or before. */
    void notAfter(long ticks, long nanos) {
        long passed = ticks - anchorTicks;
        if (passed >= SHORTEST_TICKS) {
            bound(least, Math.min(most, (nanos - anchorNanos) / (double) passed), ticks, nanos);
        }
    }

    private void bound(double low, double high, long ticks, long nanos) {
        if (low <= high) {
            least = low;
            most = high;
            nanosPerTick = Math.min(Math.max(nanosPerTick, least), most);
        } else {
            // The monotonic clock is being slewed: what was known of the rate holds no more.
            anchorTicks = ticks;
            anchorNanos = nanos;
            least = 0;
            most = Double.MAX_VALUE;
        }
    }

    /** The time of a value, within bounds that are known otherwise. */
    long nanos(long ticks, long earliest, long latest) {
        long nanos = anchorNanos + (long) ((ticks - anchorTicks) * nanosPerTick);
        return Math.min(Math.max(nanos, earliest), latest);
    }
}
