package lanner.recorder.trace;

import java.util.BitSet;
import lanner.capture.event.SyscallNames;
import lanner.recorder.seccomp.Profile;

/**
 * What the loop is to do beside following.
 *
 * @param profile the calls that are recorded; where a filter selects them already, it has the last word
 * @param denied calls that are recorded and fail
 * @param killOnFailure whether the program is killed when it cannot be recorded any more; it goes on otherwise
 */
public record TracePolicy(Profile profile, Denied denied, boolean killOnFailure) {
    BitSet traced(SyscallNames table) {
        return profile.calls(table);
    }
}
