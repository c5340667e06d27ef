package lanner.recorder.recording;

import lanner.capture.event.EventType;
import lanner.recorder.syscall.Decoding;
import lanner.recorder.syscall.SyscallRow;
import lanner.recorder.trace.Call;

/**
 * Calls that move several messages at a time, sendmmsg(2) and recvmmsg(2): an array of {@code struct mmsghdr}, a message
 * and how long it was, 64 bytes each. They are recorded as an event for each message, each with its own length as result.
 */
final class Messages {
    /** The argument that the array is. */
    private static final int ARRAY = 1;

    private static final int COUNT = 2;
    private static final int SIZE = 64;
    private static final int LENGTH = 56;
    /** UIO_MAXIOV: the kernel takes no more. */
    private static final int MOST = 1024;

    private final Call call;
    private final long array;
    private final long result;

    private Messages(Call call) {
        this.call = call;
        this.array = call.args[ARRAY];
        this.result = call.result;
    }

    static boolean areIn(EventType event) {
        return event == EventType.SENDMMSG || event == EventType.RECVMMSG;
    }

    /** Keeps at the entry what each message's event needs. */
    static void enter(Call call, SyscallRow row, Decoding decoding) {
        Messages messages = new Messages(call);
        SyscallRow.begin(call);
        for (int i = 0; i < Math.max(1, messages.given()); i++) {
            call.args[ARRAY] = messages.address(i);
            row.keep(call, decoding);
        }
        messages.restore();
    }

    /** The messages of a call that has ended. */
    static Messages of(Call call) {
        call.scratchTaken = 0;
        return new Messages(call);
    }

    private int given() {
        return (int) Math.min(call.args[COUNT] & 0xFFFFFFFFL, MOST);
    }

    /** Where a message lies; 0 where there is none. */
    private long address(int message) {
        return given() == 0 ? 0 : array + (long) message * SIZE;
    }

    /**
     * How many messages there is something to tell of: those that were moved, and of those to be sent the one that the
     * kernel stopped at. A call without any message is told as one.
     */
    int told(EventType event, boolean incomplete) {
        if (event == EventType.SENDMMSG && incomplete) {
            return Math.max(1, given());
        }
        long more = event == EventType.SENDMMSG ? 1 : 0;
        return result < 0 ? 1 : (int) Math.max(1, Math.min(given(), result + more));
    }

    /** Whether a message was tried and not moved, by a call that moved others: nobody is told why. */
    boolean stoppedAt(int message) {
        return result >= 0 && message >= result && given() > 0;
    }

    /** Makes the call's arguments and result those of one message. */
    void turnTo(int message, long unknown, Decoding decoding) {
        call.args[ARRAY] = address(message);
        if (stoppedAt(message)) {
            call.result = unknown;
        } else if (message < result) {
            call.result = decoding.structure(call, call.args[ARRAY] + LENGTH, 4) ? decoding.uint32(0) : 0;
        }
    }

    /** Makes the call's arguments and result its own again. */
    void restore() {
        call.args[ARRAY] = array;
        call.result = result;
    }
}
