package lanner.recorder.arch;

/**
 * The registers of stopped threads. The methods without a thread are about the one that {@link #read} was last asked of;
 * it stopped for a signal, or because it was asked to.
 */
public interface Registers {
    /** {@code ERESTARTNOHAND} of the kernel: the call is started again unless a handler runs. */
    int ERESTARTNOHAND = 514;

    /** {@code ERESTARTSYS}: the same, or if that handler was installed with SA_RESTART. */
    int ERESTARTSYS = 512;

    int EINTR = 4;

    /** Reads those of a thread; false if it is gone. */
    boolean read(int tid);

    /** What the thread's program calls by: it may have changed since its last call. */
    Abi abi();

    /** The number of the call that the thread is at the end of; negative if it is in none. */
    long number();

    /** What that call returns; {@code -errno} for a failure, or one of the kernel's that say it is started again. */
    long result();

    /** One of that call's six arguments. */
    long argument(int index);

    /** The instruction behind that call. */
    long instruction();

    /** The stack pointer. */
    long stack();

    /** Has the call that a thread stopped at the end of return this, whatever comes: it is not started again. */
    void endCall(int tid, long result);

    /**
     * Has the call that {@link #read} found interrupted started again, unless a handler runs now: then it returns EINTR.
     */
    void hideInterruption(int tid);

    /**
     * A handler runs now: a call that was to be started again by {@link #hideInterruption} returns EINTR. Only for
     * {@link Architecture#rewindsBeforeSignals}.
     */
    void showInterruption(int tid);

    /** A thread is no more: what is kept of it is dropped. */
    void forget(int tid);

    /** The whole register of an argument of the call that a thread, stopped at its entry, is about to make. */
    long entryArgument(Abi abi, int index);

    /** Overwrites an argument of the call that a thread is about to make. */
    boolean setArgument(int tid, Abi abi, int index, long value);

    /** Puts an argument of a call back, as the program finds it at the call's end. */
    void restoreArgument(int tid, Abi abi, int index, long value);

    /** Has a thread that is about to make a call make another one, with the same arguments. */
    boolean setCall(int tid, int number);

    /**
     * Keeps the call that a thread is about to make from happening: it returns this instead (seccomp(2),
     * SECCOMP_RET_TRACE: "skip the system call"). To be asked in the thread's seccomp stop.
     */
    boolean skip(int tid, long result);

    /**
     * A thread in its seccomp stop is about to make a call whose number is negative: has it return ENOSYS. The kernel
     * does not make such a call after that stop ({@code __seccomp_filter} in kernel/seccomp.c) and returns what stands in
     * the result's register, which not every machine has filled by then.
     */
    void failUnmade(int tid);

    /** Moves a stopped thread to another instruction and makes it forget the call it is in. */
    boolean jump(int tid, long address);

    /** Moves a thread that stopped behind a call back to it. */
    void repeatCall(int tid);

    /** Moves a thread back by some bytes, and has it make no call of its own accord. */
    void stepBack(int tid, int bytes);

    /** The instruction that a stopped thread goes on with; 0 for a thread that is gone. */
    long next(int tid);
}
