package lanner.recorder.os;

/**
 * What the kernel says of a stopped thread. The methods without a thread are about the one that {@link #syscallInfo} was
 * last asked of.
 */
public interface StopFacts {
    /** What a stop in a system call is ({@code PTRACE_SYSCALL_INFO_*}). */
    int OP_NONE = 0;

    int OP_ENTRY = 1;
    int OP_EXIT = 2;
    int OP_SECCOMP = 3;
    /** What {@link #syscallInfo} answers for a thread that is gone. */
    int OP_GONE = -1;

    /** Reads what a stop in a call is; the methods without a thread then answer for it. */
    int syscallInfo(int tid);

    /** What the kernel calls the architecture of the call. */
    int architecture();

    long instructionPointer();

    long stackPointer();

    long number();

    /** An argument as the kernel takes it: of a call of a 32-bit program the lower half of the register. */
    long argument(int index);

    /** The data of the filter that stopped the call. */
    int filterData();

    long result();

    /** The message of an event stop: a new thread's id, a former id, a wait status; -1 for a thread that is gone. */
    long eventMessage(int tid);

    /**
     * The id that a birth or an exec tells; -1 for a thread that is gone. One that was killed since it was waited for is in
     * its last stop by now, and the message there is a wait status.
     */
    long eventId(int tid);

    /** Whether a thread stands in its last stop; one that is killed in it goes past it. */
    boolean isInLastStop(int tid);
}
