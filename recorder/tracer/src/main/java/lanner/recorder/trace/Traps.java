package lanner.recorder.trace;

import java.util.Optional;
import lanner.recorder.arch.Architecture;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Ptrace;

/**
 * Calls that a filter of the program's own has trapped (seccomp(2), SECCOMP_RET_TRAP) after they were seen to begin. They
 * never happen: the thread finds its registers as they were, and a SIGSYS. A call that happens may end with the same in its
 * result's register.
 */
final class Traps {
    private static final int SIGSYS = 31;

    private final Architecture architecture = Architecture.current();
    private final Ptrace ptrace;
    private final ProcFiles files;

    Traps(Kernel kernel) {
        this.ptrace = kernel.ptrace();
        this.files = kernel.files();
    }

    /** Whether a call that a thread is at the end of never happened; true of one that looks so where the thread is gone. */
    boolean hold(Call call, long result) {
        if ((int) result != architecture.resultOfTrap(call.abi, call.number, call.args[0])) {
            return false;
        }
        Optional<Boolean> pending = ptrace.hasPendingSignals(call.tid);
        // The kernel unblocks what it forces upon a thread.
        return pending.isEmpty() || pending.get() && files.isDue(call.tid, SIGSYS);
    }
}
