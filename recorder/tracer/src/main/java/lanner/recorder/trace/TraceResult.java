package lanner.recorder.trace;

import java.util.Optional;
import lanner.capture.CaptureWriteException;

/**
 * How a traced program ended.
 *
 * @param waitStatus the first process's status, encoded as wait(2) has it; -1 when it was never learnt
 * @param started whether the command was executed at all; if not, {@code waitStatus} is the launcher's, whose exit code
 *     is the error number of its execve or seccomp call
 * @param stops how many stops the tracer served
 * @param failure what stopped the recording
 * @param unserved how many stops could not be served: what they would have recorded is missing
 * @param firstUnserved why the first of them could not
 * @param letDie how many first processes of PID namespaces were let go, because they die of a fault only then
 * @param killed whether what was left of the program was killed because its user had asked twice for its end
 * @param detached whether it was let go and goes on
 */
public record TraceResult(
        int waitStatus,
        boolean started,
        long stops,
        Optional<CaptureWriteException> failure,
        long unserved,
        Optional<Throwable> firstUnserved,
        long letDie,
        boolean killed,
        boolean detached) {
    /** The status as a shell tells it: the exit code, or 128 + n for signal n; -1 when it was never learnt. */
    public int shellStatus() {
        return waitStatus < 0 ? -1 : WaitStatus.shellStatus(waitStatus);
    }

    /** The signal that ended the program; 0 if it exited. */
    public int fatalSignal() {
        return waitStatus < 0 || WaitStatus.isExited(waitStatus) ? 0 : WaitStatus.fatalSignal(waitStatus);
    }
}
