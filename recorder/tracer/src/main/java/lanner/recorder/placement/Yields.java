package lanner.recorder.placement;

/**
 * Decides whether the tracer, while it shares a processor with the program, should yield it before it sleeps.
 *
 * <p>Where nobody else wants the processor a yield is the quickest way to the next stop. Where others do, each
 * sched_yield(2) gives the tracer's turn to all of them: seconds, where 12 programs computed. A thread that sleeps and is
 * woken has its turn soon. How long a yield took tells one from the other. After a slow one there are
 * no yields for a while, longer each time, until many quick ones have followed one another.
 *
 * <p>Without side effects, so that it is tested from tables. Owned by one thread.
 */
public final class Yields {
    /** From here on somebody else ran for a good part of a time slice, in nanoseconds. */
    static final long SLOW = 500_000;

    static final long FIRST_PAUSE = 50_000_000;
    static final long LONGEST_PAUSE = 3_200_000_000L;

    /** Quick yields in a row after which the processor is taken to be free again. */
    static final int QUICK_TO_FORGET = 256;

    private long pause = FIRST_PAUSE;
    private long pausedAt;
    private boolean paused;
    private int quick;

    /**
     * Whether to yield.
     *
     * @param now as {@link System#nanoTime} tells it
     */
    public boolean pay(long now) {
        if (paused && now - pausedAt >= pause) {
            paused = false;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
        return !paused;
    }

    /**
     * Takes in how a yield went; false when the next one would not pay.
     *
     * @param took how long it took, in nanoseconds
     * @param now when it returned, as {@link System#nanoTime} tells it
     */
    public boolean paid(long took, long now) {
        if (took >= SLOW) {
            quick = 0;
            paused = true;
            pausedAt = now;
        } else if (quick < QUICK_TO_FORGET && ++quick == QUICK_TO_FORGET) {
            pause = FIRST_PAUSE;
        }
        return !paused;
    }
}
