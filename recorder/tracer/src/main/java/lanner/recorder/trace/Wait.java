package lanner.recorder.trace;

/**
 * One thread's last wait with a limit: which call, since when, and when it has to end if it was interrupted and started
 * again. A call is known by its number, the instruction behind it and the stack pointer. Times are of System.nanoTime.
 */
final class Wait {
    private static final int NONE = -1;

    private int number = NONE;
    private long instruction;
    private long stack;
    private long since;
    private long end;
    private boolean watched;

    /** The entry of a call with a limit, unless it is the watched one started again. */
    void enter(int call, long ip, long sp, long now) {
        if (!(watched && is(call, ip, sp))) {
            watched = false;
            number = call;
            instruction = ip;
            stack = sp;
            since = now;
        }
    }

    /** From now on the call is followed to its end, which is due at {@code deadline}. */
    void watch(long deadline) {
        end = deadline;
        watched = true;
    }

    /** The call is over. */
    void over() {
        watched = false;
        number = NONE;
    }

    /** Whether this call is the one last entered. */
    boolean is(int call, long ip, long sp) {
        return number == call && instruction == ip && stack == sp;
    }

    /** Whether the call was interrupted and every stop up to its end is wanted. */
    boolean isWatched() {
        return watched;
    }

    /** When the call was entered. */
    long since() {
        return since;
    }

    /** When a watched call has to end. */
    long end() {
        return end;
    }
}
