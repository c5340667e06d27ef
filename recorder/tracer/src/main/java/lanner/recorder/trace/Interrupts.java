package lanner.recorder.trace;

import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;

/** Asks threads to stop. The stop comes later, or another stop takes its place. */
final class Interrupts {
    private final Ptrace ptrace;
    private final TraceeTable tracees;

    Interrupts(Ptrace ptrace, TraceeTable tracees) {
        this.ptrace = ptrace;
        this.tracees = tracees;
    }

    void ask(int tid) {
        try {
            ptrace.interrupt(tid);
        } catch (OsException e) {
            // It is dying: the wait reports that.
            return;
        }
        Tracee tracee = tracees.get(tid);
        if (tracee != null) {
            tracee.asksToStop();
        }
    }
}
