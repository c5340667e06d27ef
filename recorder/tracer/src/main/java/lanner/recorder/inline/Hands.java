package lanner.recorder.inline;

import java.util.Optional;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.context.ProcFiles;

/** What is asked of the kernel about a stopped thread; the trace loop does it, being the one thread that may. */
public interface Hands {
    /** What a stop is, for a thread that makes calls for us. */
    enum Stop {
        /** At the entry of a call that it was let go to. */
        ENTRY,
        /** At the end of a call. */
        EXIT,
        /** For the filter. */
        FILTER,
        /** Anything else. */
        OTHER
    }

    boolean readRegisters(int tid, AllRegisters into);

    boolean writeRegisters(int tid, AllRegisters from);

    boolean setGsBase(int tid, long address);

    long signalMask(int tid);

    boolean setSignalMask(int tid, long blocked);

    /** The signals that a thread, which may be running, blocks: a bit each. */
    long blockedSignals(int tid);

    /**
     * Whether a thread, which may be running, has run into a trap and its stop for that was not read yet: the kernel has sent
     * it the signal, and unblocked that where it was blocked.
     */
    boolean hasTrapped(int tid);

    /** Whether a thread's process has a handler for a signal. */
    boolean catches(int tid, int signal);

    /** Lets a thread go on to its next stop for the filter. */
    void goOn(int tid);

    /** Lets a thread go on to the next entry or end of a call. */
    void goOnToCall(int tid);

    /** How much of the memory was read; negative for none. */
    int read(int tid, long address, byte[] into, int length);

    /**
     * Reads two pieces of memory, one behind the other, the first before the second.
     *
     * @return how much was read, the first piece's bytes before the second's; negative for none
     */
    int readBoth(int tid, long first, int firstLength, long second, int secondLength, byte[] into);

    /** Writes where the program may only read as well; false unless all is written. */
    boolean write(int tid, long address, byte[] bytes);

    /** Writes a number, also to memory of a thread that is running. */
    boolean write(int tid, long address, long number);

    /** Whether the signal that a thread stopped for is of what it has just done, as a fault is; false for one that was sent. */
    boolean isFault(int tid);

    /** Whether a thread stopped for the filter in this call, made by the instruction before this address. */
    boolean isInCall(int tid, int number, long behind);

    /** Why this process is not to be prepared; empty if it may be. */
    Optional<String> unfit(int tid);

    /** The code of a file that lies at an address; empty where other memory does. */
    Optional<ProcFiles.FileCode> fileCode(int tid, long address);

    /** Whether the program can write to an address, where this byte is. */
    boolean isWritable(int tid, long address, byte there);

    /** Nanoseconds on the monotonic clock. */
    long now();
}
