package lanner.recorder.trace;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Brings threads to where the kernel may let them go: nothing then interrupts the calls they are in or come to.
 *
 * <p>A thread that is let go in a stop finds a signal pending ({@code __ptrace_unlink} in kernel/ptrace.c), and one that was
 * asked to stop does as well: the call that it is in, or about to enter, returns EINTR. So every stop is served, and left so
 * that none follows at the next call. Threads that would come to such a stop by themselves are asked for one; those in a
 * call are left alone.
 */
final class LettingGo {
    /** A thread that stands in the kernel is waited for this long. */
    private static final long STANDS_FOR = 2_000_000_000L;

    /** Births, ends and signals go on meanwhile: there may always be one more stop. */
    private static final int MOST_LOOKS = 8;

    private final StopQueue ready;
    private final TraceeTable tracees;
    private final Predicate<Tracee> isLent;
    private final Predicate<Tracee> cannotStop;
    private final IntConsumer interrupt;

    private boolean begun;
    private boolean asked;
    private long since;
    private int looks;

    /**
     * @param isLent whether a thread has to come to the end of its call, where something is put back
     * @param cannotStop whether a thread does not stop for anybody now
     * @param interrupt asks a thread to stop
     */
    LettingGo(
            StopQueue ready,
            TraceeTable tracees,
            Predicate<Tracee> isLent,
            Predicate<Tracee> cannotStop,
            IntConsumer interrupt) {
        this.ready = ready;
        this.tracees = tracees;
        this.isLent = isLent;
        this.cannotStop = cannotStop;
        this.interrupt = interrupt;
    }

    /** Whether threads are now left so that no stop follows at their next call. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether all may be let go now. To be asked between stops, until it is true. */
    boolean isDone() {
        if (!begun) {
            begun = true;
            since = System.nanoTime();
            takeStops();
        }
        if (ready.hasTaken()) {
            return false;
        }
        if (!asked) {
            asked = true;
            List<Tracee> all = tracees.all();
            all.removeIf(tracee -> tracee.isAskedToStop() || !tracee.stopsAtNextCall());
            all.forEach(tracee -> interrupt.accept(tracee.tid()));
        }
        if (tracees.all().stream().anyMatch(this::isToStop)) {
            return false;
        }
        if (looks < MOST_LOOKS) {
            looks++;
            takeStops();
        }
        return !ready.hasTaken();
    }

    private void takeStops() {
        if (!ready.hasTaken()) {
            ready.take();
        }
    }

    private boolean isToStop(Tracee tracee) {
        return (tracee.isAskedToStop() || isLent.test(tracee))
                && (System.nanoTime() - since < STANDS_FOR || !cannotStop.test(tracee));
    }
}
