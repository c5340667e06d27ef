package lanner.recorder.trace;

import lanner.recorder.os.Ptrace;
import lanner.recorder.placement.Placement;
import lanner.recorder.placement.Yields;

/** Waits for the next stop: awake for a moment where that pays, asleep otherwise. */
final class NextStop {
    /** Looks for the next stop this often before it sleeps: a thread on the same processor stops again soon. */
    private static final int POLLS = 20;

    private final Ptrace ptrace;
    private final StopQueue ready;
    private final Placement placement;
    private final Yields yields = new Yields();

    NextStop(Ptrace ptrace, StopQueue ready, Placement placement) {
        this.ptrace = ptrace;
        this.ready = ready;
        this.placement = placement;
    }

    /** The thread if one has stopped, without waiting: 0 for none. */
    int poll() {
        return ready.await(false);
    }

    /** The thread, as {@link Ptrace#await(boolean)} answers it; its status is the queue's. */
    int await() {
        if (!placement.gathered()) {
            return ready.await(true);
        }
        long now = System.nanoTime();
        // Yielding helps only where the traced thread waits for this processor, and hardly anybody else does.
        for (int poll = yields.pay(now) ? POLLS : 0; poll > 0; poll--) {
            int tid = ready.await(false);
            if (tid != 0) {
                return tid;
            }
            ptrace.yieldProcessor();
            long after = System.nanoTime();
            if (!yields.paid(after - now, after)) {
                break;
            }
            now = after;
        }
        return ready.await(true);
    }
}
