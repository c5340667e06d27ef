package lanner.recorder.trace;

import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeMemory;

/**
 * Faults that the first process of a PID namespace dies of. The kernel lets such a process die of a fault of its own only
 * if it is not traced (force_sig_info_to_task in kernel/signal.c keeps SIGNAL_UNKILLABLE of a traced one): traced it would
 * fault again for ever. So it is let go, to fault once more and die as it does without us.
 */
final class FatalFaults {
    private static final int SIGILL = 4;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;
    private static final int SIGSYS = 31;
    /** The kernel's own reason, as for a breakpoint instruction. */
    private static final int SI_KERNEL = 0x80;

    private static final byte BREAKPOINT = (byte) 0xCC;
    /** The length of {@code syscall}, and of {@code int 0x80}. */
    private static final int CALL_BYTES = 2;

    private final Ptrace ptrace;
    private final TraceeMemory memory;
    private final ProcFiles files;
    private final byte[] instruction = new byte[1];

    FatalFaults(Kernel kernel) {
        this.ptrace = kernel.ptrace();
        this.memory = kernel.memory();
        this.files = kernel.files();
    }

    /** Whether a thread, stopped for a signal, dies of it only if it is not traced. */
    boolean needsUsGone(Tracee tracee, int signal) {
        boolean fault = switch (signal) {
            case SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGSYS -> ptrace.signalCode(tracee.tid()) > 0;
            default -> false;
        };
        return fault && tracee.isFirstOfNamespace(files) && !files.catches(tracee.tid(), signal);
    }

    /** Has the thread do once more what it dies of, when it is let go. */
    void repeat(Tracee tracee, int signal) {
        int tid = tracee.tid();
        if (signal == SIGSYS) {
            ptrace.stepBack(tid, CALL_BYTES);
        } else if (signal == SIGTRAP
                && ptrace.signalCode(tid) == SI_KERNEL
                && memory.read(tid, ptrace.nextInstruction(tid) - 1, instruction, 0, 1) == 1
                && instruction[0] == BREAKPOINT) {
            // Other faults leave the thread at the instruction that made them; these two behind it.
            ptrace.stepBack(tid, 1);
        }
    }
}
