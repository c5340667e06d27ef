package lanner.recorder.trace;

import java.util.BitSet;
import java.util.Optional;
import lanner.capture.event.SyscallNames;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.seccomp.Selection;

/**
 * What the loop is to do beside following.
 *
 * @param selection the calls that are recorded; where a filter selects them already, it has the last word
 * @param denied calls that are recorded and fail
 * @param inline what is recorded inside of processes; empty for nothing
 * @param killOnFailure whether the program is killed when it cannot be recorded any more; it goes on otherwise
 */
public record TracePolicy(Selection selection, Denied denied, boolean killOnFailure, Optional<InlinePlan> inline) {
    /** Every call is recorded by stops. */
    public TracePolicy(Selection selection, Denied denied, boolean killOnFailure) {
        this(selection, denied, killOnFailure, Optional.empty());
    }

    BitSet traced(SyscallNames table) {
        return selection.calls(table);
    }
}
