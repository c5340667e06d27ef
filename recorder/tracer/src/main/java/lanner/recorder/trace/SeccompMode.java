package lanner.recorder.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import lanner.capture.event.SyscallNames;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;
import lanner.recorder.seccomp.ArgumentTest;

/**
 * Has a thread without a filter of its own find seccomp(2) as it is without ours. To the kernel it has a filter, and so no
 * strict mode: that is kept here. A thread in it stops at every call, and the first that is not allowed ends it
 * ({@code __secure_computing_strict} in kernel/seccomp.c).
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
    /** Beside those two: FLAG_LOG and FLAG_SPEC_ALLOW. */
    private static final int HARMLESS = 2 | 4;

    /** Calls that a filter has to stop, with or without a record, if one of these tests holds. */
    static final Map<String, List<ArgumentTest>> CALLS = Map.of(
            "prctl", List.of(new ArgumentTest(0, -1, PR_GET_SECCOMP), new ArgumentTest(0, -1, PR_SET_SECCOMP)),
            "seccomp",
                    List.of(
                            new ArgumentTest(0, -1, SECCOMP_SET_MODE_STRICT),
                            new ArgumentTest(0, -1, SECCOMP_SET_MODE_FILTER)));

    /** The calls of an architecture: what is asked, and what strict mode allows. */
    private record Calls(int prctl, int seccomp, int exit, BitSet allowed) {
        static Calls of(SyscallNames table, String sigreturn) {
            BitSet allowed = new BitSet();
            for (String name : List.of("read", "write", "exit", sigreturn)) {
                allowed.set(number(table, name));
            }
            return new Calls(number(table, "prctl"), number(table, "seccomp"), number(table, "exit"), allowed);
        }

        private static int number(SyscallNames table, String name) {
            return table.number(name).orElseThrow();
        }
    }

    private static final Calls X86_64 = Calls.of(SyscallNames.X86_64, "rt_sigreturn");
    private static final Calls I386 = Calls.of(SyscallNames.I386, "sigreturn");

    private final Ptrace ptrace;
    private final ProcFiles files;
    private final TraceeTable tracees;

    SeccompMode(Kernel kernel, TraceeTable tracees) {
        this.ptrace = kernel.ptrace();
        this.files = kernel.files();
        this.tracees = tracees;
    }

    /**
     * A thread is about to make a call, stopped by our filter.
     *
     * @return whether the call will not happen, because it is answered here
     */
    boolean answers(Tracee tracee, Stop.AtCall stop) {
        if (stop.abi() == Call.Abi.X32) {
            return false;
        }
        Calls calls = stop.isI386() ? I386 : X86_64;
        int number = stop.number();
        long[] args = stop.args();
        if (number == calls.prctl && (int) args[0] == PR_GET_SECCOMP) {
            return hasOursAlone(tracee) && ptrace.skip(tracee.tid(), 0);
        }
        if (number == calls.seccomp && (int) args[0] == SECCOMP_SET_MODE_FILTER && (args[1] & TSYNC) != 0) {
            return refusesForAllThreads(tracee, (int) args[1]);
        }
        boolean strict = number == calls.prctl && (int) args[0] == PR_SET_SECCOMP && args[1] == SECCOMP_MODE_STRICT
                || number == calls.seccomp
                        && (int) args[0] == SECCOMP_SET_MODE_STRICT
                        && (int) args[1] == 0
                        && args[2] == 0;
        if (strict && hasOursAlone(tracee)) {
            enter(tracee, stop.isI386(), calls);
        }
        return false;
    }

    /** A filter for all threads fails, with the id of a strict one, because that cannot have any. */
    private boolean refusesForAllThreads(Tracee tracee, int flags) {
        if ((flags & ~(TSYNC | TSYNC_ESRCH | HARMLESS)) != 0) {
            return false;
        }
        for (Tracee other : tracees.ofProcess(tracee.pid())) {
            if (other.strictness().isStrict()) {
                boolean namesNone = (flags & TSYNC_ESRCH) != 0;
                return ptrace.skip(tracee.tid(), namesNone ? -OsException.ESRCH : files.innermostId(other.tid()));
            }
        }
        return false;
    }

    private boolean hasOursAlone(Tracee tracee) {
        return files.seccompFilters(tracee.tid()) == 1;
    }

    /** Has a thread do what strict mode does beside restricting its calls: reading the processor's clock is a fault in it. */
    private void enter(Tracee tracee, boolean i386, Calls calls) {
        int tid = tracee.tid();
        List<Long> before = new ArrayList<>();
        if (ptrace.readRegisters(tid)) {
            before.add(ptrace.argumentRegister(i386, 0));
            before.add(ptrace.argumentRegister(i386, 1));
            ptrace.setCall(tid, calls.prctl);
            ptrace.setArgument(tid, i386, 0, PR_SET_TSC);
            ptrace.setArgument(tid, i386, 1, PR_TSC_SIGSEGV);
            tracee.strictness().begins(i386, before);
        }
    }

    /** A thread is at the end of the call that makes it strict. */
    void entered(Tracee tracee, long result) {
        Strictness strictness = tracee.strictness();
        for (int i = 0; i < strictness.arguments().size(); i++) {
            ptrace.setArgument(
                    tracee.tid(), strictness.isI386(), i, strictness.arguments().get(i));
        }
        strictness.begun(result == 0);
    }

    /** Whether a thread in strict mode is about to make a call that is not allowed there. */
    boolean forbids(Tracee tracee, Stop.AtCall stop) {
        if (!tracee.strictness().isStrict()) {
            return false;
        }
        int number = stop.number();
        return switch (stop.abi()) {
            case X86_64 -> number < 0 || !X86_64.allowed.get(number);
            case I386 -> number < 0 || !I386.allowed.get(number);
            case X32 -> true;
        };
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
        ptrace.setCall(tracee.tid(), stop.isI386() ? I386.exit : X86_64.exit);
        return Step.ON;
    }
}
