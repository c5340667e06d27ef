package lanner.engine.cost;

/**
 * The time that something small takes, from some of many times that it is done. It takes some nanoseconds where reading
 * the clock takes more: so only one time in {@link #EVERY} is measured, and what the clock takes is taken off.
 */
final class Sampler {
    /** A prime: events that come in turns are all met. */
    static final int EVERY = 61;

    /** Longer is not its doing: another program, or the collector of garbage, had the processor. */
    private static final long INTERRUPTED_NANOS = 100_000;

    /** Fewer say nothing. */
    private static final int FEWEST = 5;

    private final int first;
    private int until;
    private long samples;
    private long nanos;

    /** @param number differs between samplers: they do not all measure the same events */
    Sampler(int number) {
        first = 1 + number % EVERY;
        until = first;
    }

    /** Whether this time is to be measured; counts it. */
    boolean isDue() {
        return --until <= 0;
    }

    /** Takes a measurement. */
    void add(long spent) {
        until = EVERY;
        if (spent <= INTERRUPTED_NANOS) {
            samples++;
            nanos += spent;
        }
    }

    void reset() {
        until = first;
        samples = 0;
        nanos = 0;
    }

    /** The mean without the clock's own time; NaN while samples are too few to say. */
    double nanosEach(long clockNanos) {
        return samples < FEWEST ? Double.NaN : Math.max(0, nanos / (double) samples - clockNanos);
    }
}
