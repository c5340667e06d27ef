package lanner.recorder.trace;

import java.util.BitSet;
import lanner.capture.event.SyscallNames;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;

/**
 * Calls that are kept from happening: those that are denied, and those that stop for a filter that the program itself has
 * installed to be traced by. It has no tracer but us, so its call fails with ENOSYS (seccomp(2), SECCOMP_RET_TRACE) as it
 * would without us.
 */
final class Refusals {
    private final Ptrace ptrace;
    private final BitSet denied;
    private final BitSet deniedI386;

    Refusals(Ptrace ptrace, Denied denied) {
        this.ptrace = ptrace;
        this.denied = denied.numbers(SyscallNames.X86_64);
        this.deniedI386 = denied.numbers(SyscallNames.I386);
    }

    /**
     * Has the call fail if it is one of them.
     *
     * @param ours whether it is our filter that stopped it
     * @return whether it will not happen
     */
    boolean refuse(Stop.AtCall stop, boolean ours) {
        if (!ours) {
            return ptrace.refuse(stop.tid(), OsException.ENOSYS);
        }
        int number = stop.number();
        boolean isDenied = number >= 0 && (stop.isI386() ? deniedI386 : denied).get(number);
        return isDenied && ptrace.refuse(stop.tid(), OsException.EPERM);
    }
}
