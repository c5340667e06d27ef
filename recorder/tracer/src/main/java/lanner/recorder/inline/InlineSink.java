package lanner.recorder.inline;

import lanner.recorder.arch.AllRegisters;

/** Takes what processes have recorded. */
public interface InlineSink {
    /**
     * A call that was made.
     *
     * @param entered when, in nanoseconds on the monotonic clock
     * @param left when it was over
     */
    void recorded(InlineThread thread, InlineRecord call, long entered, long left);

    /** A signal has cut a call short. What it becomes the thread's next stops tell: from here on it is seen by them. */
    void interrupted(InlineThread thread, AllRegisters registers, long entered);

    /** The thread ended in a call that it had begun. */
    void abandoned(InlineThread thread, InlineRecord call, long entered);

    /** From here on calls of this process are recorded inside it. */
    void began(int tid, int pid);

    /**
     * From here on none is, for this reason.
     *
     * @param calls how many were
     */
    void ended(int tid, int pid, String reason, long calls);
}
