package lanner.recorder.trace;

import java.util.Map;
import java.util.Set;
import lanner.capture.CaptureWriteException;
import lanner.capture.InlineLevel;
import lanner.recorder.inline.InlineRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the trace loop tells. Every method is called on the tracer thread while the thread concerned is stopped; when it
 * returns the thread goes on. An exception means that the capture cannot be written any more; the loop decides what
 * becomes of the program.
 */
public interface TraceObserver {
    /** The recorded command has been executed for the first time: everything before was ours. */
    void started(int tid) throws CaptureWriteException;

    /**
     * Processes that were there before us are followed from now on.
     *
     * @param threads the threads of each
     */
    void attached(Map<Integer, Set<Integer>> threads) throws CaptureWriteException;

    /**
     * A call stopped at its entry.
     *
     * @return whether its exit is wanted as well
     */
    boolean enter(Call call) throws CaptureWriteException;

    /**
     * A signal has cut a call short. If it goes on, that will be its end; if not, this was, which {@link #exit} tells when
     * it is known.
     */
    void interrupted(Call call) throws CaptureWriteException;

    /**
     * A call that its process has recorded itself. It is over; its thread may be running.
     *
     * @param call all but its texts
     * @param record its texts
     */
    void inline(Call call, InlineRecord record) throws CaptureWriteException;

    /** A call that its process had begun to record, and whose thread has ended in it. */
    void inlineAbandoned(Call call, InlineRecord record) throws CaptureWriteException;

    /** From here on calls of a process are recorded inside it; the thread is one of it. */
    void inlineBegan(int tid, int pid, InlineLevel level) throws CaptureWriteException;

    /** From here on none is, for this reason; how many were. */
    void inlineEnded(int tid, int pid, String reason, long calls) throws CaptureWriteException;

    /** A call whose exit was wanted has ended; {@code call.result} is set. Restarts (-512 to -516) never come here. */
    void exit(Call call) throws CaptureWriteException;

    /** A call that was entered will never end: its thread died inside. */
    void abandoned(Call call) throws CaptureWriteException;

    /**
     * A new thread or process was made: its maker is stopped in the call, it has not run yet.
     *
     * @param parent the thread that made it; 0 when it is not known
     * @param child the new thread
     * @param childPid the process it belongs to: {@code child} for a new process
     * @param parentCall the call that made it ({@code clone}, {@code clone3}, {@code fork}, {@code vfork}); null when
     *     it is not known
     */
    void born(int parent, int child, int childPid, @Nullable Call parentCall) throws CaptureWriteException;

    /**
     * A process has a new image. All its other threads are gone; the thread now has the process's id.
     *
     * @param pid the process and, from now on, the thread
     * @param formerTid the thread that called execve
     * @param call its call, entered under {@code formerTid}
     */
    void executed(int pid, int formerTid, Call call) throws CaptureWriteException;

    /** A thread is about to end; {@code status} is encoded as wait(2) has it. */
    void exiting(int tid, int pid, int status) throws CaptureWriteException;

    /** A signal is about to be delivered; {@code sender} is 0 when the kernel sent it. */
    void signal(int tid, int signal, int sender) throws CaptureWriteException;
}
