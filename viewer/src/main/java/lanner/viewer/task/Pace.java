package lanner.viewer.task;

/**
 * When what a job has found so far is shown again: five times a second. Painting each find would take the processor from the
 * job. The end of a job is shown at once, without asking. For one thread.
 */
public final class Pace {
    private static final long BETWEEN_NANOS = 200_000_000L;

    private long shown = System.nanoTime() - BETWEEN_NANOS;

    /** Whether to show now. If so, the next time comes a fifth of a second later. */
    public boolean isDue() {
        return isDue(System.nanoTime());
    }

    /** @param now a moment of {@link System#nanoTime}, not before that of an earlier call */
    boolean isDue(long now) {
        if (now - shown < BETWEEN_NANOS) {
            return false;
        }
        shown = now;
        return true;
    }
}
