package lanner.recorder.inline;

/**
 * When what was recorded is taken out next although nothing stops. The more a slot holds, the sooner: a slot that is full
 * stops its thread until all is taken, one that is emptied while the thread runs does not. In a flood the next time is at
 * once. Pure.
 */
final class Pace {
    /** What is recorded is in the capture after so long: all that is lost when we are killed. */
    static final long LONGEST = 100_000_000L;

    /** To be woken costs some ten microseconds. */
    static final long SHORTEST = 500_000L;

    private static final int MUCH = SlotLayout.SLOT_BYTES / 8;
    private static final int LITTLE = SlotLayout.SLOT_BYTES / 32;

    private long interval = LONGEST;
    private long due;
    private boolean isSet;

    /** All was taken out at a stop, so many bytes of the fullest slot. */
    void stopped(int most, long now) {
        if (most > SlotLayout.SLOT_BYTES / 2) {
            interval = SHORTEST;
            isSet = true;
            due = now + interval;
        }
    }

    /** All was taken out of what was running, so many bytes of the fullest slot. */
    void taken(int most, long now) {
        boolean isFlood = most >= MUCH && interval == SHORTEST;
        if (most >= MUCH) {
            interval = Math.max(SHORTEST, interval / 2);
        } else if (most < LITTLE) {
            interval = Math.min(LONGEST, interval * 2);
        }
        isSet = true;
        due = isFlood ? now : now + interval;
    }

    /** When that is, on the clock of {@code now}. */
    long due(long now) {
        if (!isSet) {
            isSet = true;
            due = now + interval;
        }
        return due;
    }
}
