package lanner.recorder.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.arch.CallSet;
import lanner.recorder.arch.Registers;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.OsException;
import lanner.recorder.seccomp.ArgumentTest;

/**
 * Has a thread without a filter of its own find seccomp(2) as it is without ours. To the kernel it has a filter, and so no
 * strict mode: that is kept here. A thread in it stops at every call, and the first that is not allowed ends it
 * ({@code __secure_computing_strict} in kernel/seccomp.c). A filter of the program's own that gives calls to a supervisor
 * answers them before ours is asked: its threads stop at every call as well.
 *
 * <pre>
 *  not strict ──▶ entering ──▶ strict ──▶ expelled
 *       its call is another one     a call that is not allowed
 *       until that ends             is exit(2) in its place
 * </pre>
 */
final class SeccompMode {
    private static final int PR_GET_SECCOMP = 21;
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_TSC = 26;
    private static final int PR_TSC_SIGSEGV = 2;
    private static final int SECCOMP_MODE_STRICT = 1;
    private static final int SECCOMP_SET_MODE_STRICT = 0;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int TSYNC = 1;
    private static final int TSYNC_ESRCH = 0x10;
    private static final int NEW_LISTENER = 8;
    /** Beside those two: FLAG_LOG and FLAG_SPEC_ALLOW. */
    private static final int HARMLESS = 2 | 4;

    /** Calls that a filter has to stop, with or without a record, if one of these tests holds. */
    static final Map<String, List<ArgumentTest>> CALLS = Map.of(
            "prctl", List.of(new ArgumentTest(0, -1, PR_GET_SECCOMP), new ArgumentTest(0, -1, PR_SET_SECCOMP)),
            "seccomp",
                    List.of(
                            new ArgumentTest(0, -1, SECCOMP_SET_MODE_STRICT),
                            new ArgumentTest(0, -1, SECCOMP_SET_MODE_FILTER)));

    private static final CallNumber PRCTL = CallNumber.of("prctl");
    private static final CallNumber SECCOMP = CallNumber.of("seccomp");
    private static final CallNumber EXIT = CallNumber.of("exit");
    private static final List<String> ALLOWED = List.of("read", "write", "exit");

    private final CallSet allowed = CallSet.named(with("rt_sigreturn"));
    private final CallSet allowedIn32Bits = CallSet.named(with("sigreturn"));
    private final boolean takesClock = Architecture.current().strictModeTakesClock();
    private final Registers registers;
    private final ProcFiles files;
    private final TraceeTable tracees;
    private final Interrupts interrupts;

    SeccompMode(Kernel kernel, TraceeTable tracees, Interrupts interrupts) {
        this.registers = kernel.ptrace().registers();
        this.files = kernel.files();
        this.tracees = tracees;
        this.interrupts = interrupts;
    }

    /**
     * A thread is about to make a call, stopped by our filter.
     *
     * @return whether the call will not happen, because it is answered here
     */
    boolean answers(Tracee tracee, Stop.AtCall stop) {
        Abi abi = stop.abi();
        boolean prctl = PRCTL.is(abi, stop.number());
        if (!prctl && !SECCOMP.is(abi, stop.number())) {
            return false;
        }
        long[] args = stop.args();
        if (!prctl && (int) args[0] == SECCOMP_SET_MODE_FILTER) {
            supervise(tracee, (int) args[1]);
            return refusesForAllThreads(tracee, (int) args[1]);
        }
        if (!Architecture.current().abis().contains(abi)) {
            return false;
        }
        if (prctl && (int) args[0] == PR_GET_SECCOMP) {
            return hasOursAlone(tracee) && registers.skip(tracee.tid(), 0);
        }
        boolean strict = prctl
                ? (int) args[0] == PR_SET_SECCOMP && args[1] == SECCOMP_MODE_STRICT
                : (int) args[0] == SECCOMP_SET_MODE_STRICT && (int) args[1] == 0 && args[2] == 0;
        return strict && hasOursAlone(tracee) && enter(tracee, abi);
    }

    /** Has those stop at every call whose filter is to have a listener, whether it is installed or not. */
    private void supervise(Tracee tracee, int flags) {
        if ((flags & NEW_LISTENER) == 0) {
            return;
        }
        tracee.supervise();
        if ((flags & TSYNC) != 0) {
            for (Tracee other : tracees.ofProcess(tracee.pid())) {
                if (!other.isSupervised()) {
                    other.supervise();
                    interrupts.ask(other.tid());
                }
            }
        }
    }

    /** A filter for all threads fails, with the id of a strict one, because that cannot have any. */
    private boolean refusesForAllThreads(Tracee tracee, int flags) {
        if ((flags & TSYNC) == 0 || (flags & ~(TSYNC | TSYNC_ESRCH | HARMLESS)) != 0) {
            return false;
        }
        for (Tracee other : tracees.ofProcess(tracee.pid())) {
            if (other.strictness().isStrict()) {
                boolean namesNone = (flags & TSYNC_ESRCH) != 0;
                return registers.skip(tracee.tid(), namesNone ? -OsException.ESRCH : files.innermostId(other.tid()));
            }
        }
        return false;
    }

    private boolean hasOursAlone(Tracee tracee) {
        return files.seccompFilters(tracee.tid()) == 1;
    }

    /**
     * Has a thread do what strict mode does beside restricting its calls: where the machine has it, reading the processor's
     * clock is a fault in it.
     *
     * @return whether the call will not happen: nothing is to be done
     */
    private boolean enter(Tracee tracee, Abi abi) {
        int tid = tracee.tid();
        if (!takesClock) {
            tracee.strictness().begun(true);
            return registers.skip(tid, 0);
        }
        if (registers.read(tid)) {
            List<Long> before = List.of(registers.entryArgument(abi, 0), registers.entryArgument(abi, 1));
            registers.setCall(tid, PRCTL.of(abi));
            registers.setArgument(tid, abi, 0, PR_SET_TSC);
            registers.setArgument(tid, abi, 1, PR_TSC_SIGSEGV);
            tracee.strictness().begins(abi, before);
        }
        return false;
    }

    /** A thread is at the end of the call that makes it strict. */
    void entered(Tracee tracee, long result) {
        Strictness strictness = tracee.strictness();
        for (int i = 0; i < strictness.arguments().size(); i++) {
            registers.restoreArgument(
                    tracee.tid(), strictness.abi(), i, strictness.arguments().get(i));
        }
        strictness.begun(result == 0);
    }

    /** Whether a thread in strict mode is about to make a call that is not allowed there. */
    boolean forbids(Tracee tracee, Stop.AtCall stop) {
        if (!tracee.strictness().isStrict()) {
            return false;
        }
        return !(stop.abi().is32Bit() ? allowedIn32Bits : allowed).includes(stop.abi(), stop.number())
                || !Architecture.current().abis().contains(stop.abi());
    }

    /**
     * The step that ends a thread at a call that strict mode forbids. The kernel ends this thread alone, and with the last
     * one its process as by SIGKILL.
     */
    Step expel(Tracee tracee, Stop.AtCall stop) {
        tracee.strictness().expel();
        if (tracees.ofProcess(tracee.pid()).size() == 1) {
            return Step.deliver(WaitStatus.SIGKILL);
        }
        registers.setCall(tracee.tid(), EXIT.of(stop.abi()));
        return Step.ON;
    }

    private static List<String> with(String sigreturn) {
        List<String> calls = new ArrayList<>(ALLOWED);
        calls.add(sigreturn);
        return calls;
    }
}
