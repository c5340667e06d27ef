package lanner.recorder.trace;

import java.util.Arrays;
import lanner.recorder.os.Ptrace;

/**
 * Waits for the stops of all threads, so that none waits for ever to be served.
 *
 * <p>wait4(2) for any thread answers the youngest of those that have stopped. Young threads that stop again as soon as
 * they go on would keep the stops of older ones, their maker's among them, from being served. So after every few waits
 * all stops that are there are taken at once and served in that order before the next wait.
 */
final class StopQueue {
    private static final int DRAIN_EVERY = 8;

    /** Answers the stop that the kernel offers first. */
    interface Kernel {
        /** As {@link Ptrace#await(boolean)}. */
        int await(boolean block);

        /** The wait status of the thread that it answered. */
        int status();
    }

    private final Kernel kernel;
    private int[] tids = new int[64];
    private int[] statuses = new int[64];
    private int next;
    private int taken;
    private int waits;
    private int status;

    StopQueue(Kernel kernel) {
        this.kernel = kernel;
    }

    static StopQueue of(Ptrace ptrace) {
        return new StopQueue(new Kernel() {
            @Override
            public int await(boolean block) {
                return ptrace.await(block);
            }

            @Override
            public int status() {
                return ptrace.waitStatus();
            }
        });
    }

    /** The next thread as {@link Ptrace#await(boolean)} answers it, without sleeping if {@code block} is false. */
    int await(boolean block) {
        if (hasTaken()) {
            status = statuses[next];
            return tids[next++];
        }
        int tid = kernel.await(block);
        if (tid > 0) {
            status = kernel.status();
            if (++waits >= DRAIN_EVERY) {
                take();
            }
        }
        return tid;
    }

    /** The wait status of the thread that {@link #await} answered. */
    int status() {
        return status;
    }

    /** Whether stops have been taken from the kernel and not answered yet. */
    boolean hasTaken() {
        return next < taken;
    }

    /** Takes all stops from the kernel that are there, when all that were taken before are answered. */
    void take() {
        waits = 0;
        next = 0;
        taken = 0;
        int tid = kernel.await(false);
        while (tid > 0) {
            if (taken == tids.length) {
                tids = Arrays.copyOf(tids, 2 * taken);
                statuses = Arrays.copyOf(statuses, 2 * taken);
            }
            tids[taken] = tid;
            statuses[taken++] = kernel.status();
            tid = kernel.await(false);
        }
    }
}
