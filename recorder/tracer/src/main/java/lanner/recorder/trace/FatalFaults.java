package lanner.recorder.trace;

import java.util.Arrays;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.Registers;
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

    private final byte[] breakpoint = Architecture.current().breakpointLeftBehind();
    private final byte[] instruction = new byte[breakpoint.length];
    private final Ptrace ptrace;
    private final Registers registers;
    private final TraceeMemory memory;
    private final ProcFiles files;

    FatalFaults(Kernel kernel) {
        this.ptrace = kernel.ptrace();
        this.registers = ptrace.registers();
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
            registers.repeatCall(tid);
        } else if (signal == SIGTRAP && ptrace.signalCode(tid) == SI_KERNEL && isBehindBreakpoint(tid)) {
            // Other faults leave the thread at the instruction that made them; these two behind it.
            registers.stepBack(tid, breakpoint.length);
        }
    }

    private boolean isBehindBreakpoint(int tid) {
        int length = breakpoint.length;
        return length > 0
                && memory.read(tid, registers.next(tid) - length, instruction, 0, length) == length
                && Arrays.equals(instruction, breakpoint);
    }
}
