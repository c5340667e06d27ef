package lanner.recorder.trace;

import lanner.capture.event.Event;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;

/**
 * A system call of one thread between its entry and its end. Owned by the thread's {@code Tracee}, filled by the loop,
 * reused for the thread's next call. Decoders keep in {@link #scratch} what they read at the entry.
 */
public final class Call {
    /** The calling thread. */
    public int tid;
    /** Its process (thread group). */
    public int pid;

    /** Which table the number belongs to. */
    public Abi abi = Architecture.current().abi();
    /** The call's number in its table, without a bit that marks the table. */
    public int number;

    /** The six raw arguments. */
    public final long[] args = new long[6];
    /** When the thread stopped at the entry: nanoseconds since the epoch. */
    public long enterTime;
    /** The same on the monotonic clock. */
    public long enterMonotonic;
    /** When it stopped last, at the entry or at the exit: nanoseconds on the monotonic clock. */
    public long stopMonotonic;
    /**
     * How long it took, in nanoseconds; {@link Event#UNKNOWN_DURATION} as long as its end was not seen. Of a call that a
     * signal cut short, until then.
     */
    public long duration = Event.UNKNOWN_DURATION;
    /** Whether nothing is recorded of it: the tracer itself wants to see it. */
    public boolean silent;
    /** Whether it is kept from happening. */
    public boolean refused;
    /** Whether its process has recorded it itself. */
    public boolean inline;
    /** Whether it was no call at all, but asked for through a ring of io_uring(7). */
    public boolean fromRing;
    /** The result at the exit; negative values are {@code -errno}. */
    public long result;
    /** Bytes read at the entry; grown by decoders, never shrunk. */
    public byte[] scratch = new byte[512];
    /** How much of {@link #scratch} is in use. */
    public int scratchUsed;
    /** How much of {@link #scratch} has been taken again at the exit. */
    public int scratchTaken;
    /** Numbers that a decoder keeps from the entry to the exit. */
    public final long[] kept = new long[8];

    /** A thread is about to make this call; what was kept of the one before is no more. */
    void begin(Stop.AtCall stop, boolean isSilent, boolean isRefused) {
        abi = stop.abi();
        number = stop.number();
        silent = isSilent;
        refused = isRefused;
        System.arraycopy(stop.args(), 0, args, 0, args.length);
        scratchUsed = 0;
        result = 0;
    }
}
