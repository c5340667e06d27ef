package lanner.recorder.trace;

import lanner.recorder.arch.CallSet;
import lanner.recorder.arch.Registers;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;

/**
 * Calls that do not happen: those that are denied, those of negative numbers, and those that stop for a filter that the
 * program itself has installed to be traced by. It has no tracer but us, so its call fails with ENOSYS (seccomp(2),
 * SECCOMP_RET_TRACE) as it would without us.
 */
final class Refusals {
    private final Registers registers;
    private final CallSet denied;

    Refusals(Ptrace ptrace, Denied denied) {
        this.registers = ptrace.registers();
        this.denied = CallSet.named(denied.calls());
    }

    /**
     * Has the call fail if it is one of them.
     *
     * @param ours whether it is our filter that stopped it
     * @return whether it will not happen
     */
    boolean refuse(Stop.AtCall stop, boolean ours) {
        if (!ours) {
            return registers.skip(stop.tid(), -OsException.ENOSYS);
        }
        if (stop.number() < 0) {
            registers.failUnmade(stop.tid());
            return true;
        }
        return denied.includes(stop.abi(), stop.number()) && registers.skip(stop.tid(), -OsException.EPERM);
    }
}
