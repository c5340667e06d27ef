package lanner.recorder.trace;

import lanner.recorder.arch.Registers;
import lanner.recorder.placement.Placement;
import org.jspecify.annotations.Nullable;

/** The threads that are traced: all who keep something of a thread learn here that there is one, and that it is gone. */
final class Followed {
    private final TraceeTable tracees;
    private final Placement placement;
    private final UntracedClones untraced;
    private final Registers registers;
    private Inside inside = Inside.NOTHING;

    Followed(TraceeTable tracees, Placement placement, UntracedClones untraced, Registers registers) {
        this.tracees = tracees;
        this.placement = placement;
        this.untraced = untraced;
        this.registers = registers;
    }

    /** Has another learn of threads too. */
    void alsoTell(Inside other) {
        inside = other;
    }

    /** The thread, or null if it is not traced. */
    @Nullable
    Tracee get(int tid) {
        return tracees.get(tid);
    }

    /** @param maker the thread that made it; 0 when it is not known */
    Tracee begin(int maker, int tid, int pid) {
        Tracee tracee = new Tracee(tid, pid);
        Tracee parent = tracees.get(maker);
        inside.known(parent, tracee);
        if (parent != null && parent.isSupervised()) {
            tracee.supervise();
        }
        tracees.put(tracee);
        placement.born(maker, tid, pid);
        return tracee;
    }

    /** A new thread is about to run for the first time. */
    void begins(Tracee child) {
        inside.begins(child);
    }

    /** A thread has become another program: it has its process's id now, whose own thread has ended. */
    void becomesLeader(int former, int pid) {
        Tracee thread = tracees.get(former);
        if (thread != null) {
            tracees.remove(former);
            forgetInside(pid);
            tracees.remove(pid);
            thread.becomeLeader();
            placement.renamed(former, pid);
            tracees.put(thread);
        }
    }

    /** A thread is on its way out: nobody moves it any more. */
    void ending(int tid) {
        placement.ending(tid);
    }

    /** A thread is no more, or no longer traced. */
    void forget(int tid) {
        forgetInside(tid);
        tracees.remove(tid);
        untraced.gone(tid);
        registers.forget(tid);
        placement.ending(tid);
    }

    private void forgetInside(int tid) {
        Tracee tracee = tracees.get(tid);
        if (tracee != null) {
            inside.gone(tracee);
        }
    }
}
