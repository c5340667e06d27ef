package lanner.recorder.inline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import lanner.capture.event.SyscallNames;

/**
 * Reads records that were copied from a slot. The program can write there what it likes: a record counts only if the stub
 * could have written it, and behind one that does not count nothing is read. Reused; no allocation for a record.
 */
final class SlotReader implements InlineRecord {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CLOSE = SyscallNames.X86_64.number("close").orElseThrow();

    private final InlineCall[] calls;
    private final long[] arguments = new long[6];
    private byte[] bytes = new byte[0];
    private int end;
    private int next;
    private int record;
    private int pathLength;
    private int answer;
    private int answerLength;
    private boolean wrong;
    private boolean has;

    /** @param calls what the stub records, by number */
    SlotReader(InlineCall[] calls) {
        this.calls = calls.clone();
    }

    /**
     * Whether records may lie between two addresses of a slot.
     *
     * @param from up to where the slot was read before
     * @param head its HEAD now
     */
    static boolean isPlausible(long slot, long from, long head) {
        return from >= slot + SlotLayout.HEADER_BYTES
                && head >= from
                && head <= slot + SlotLayout.SLOT_BYTES
                && (head & 7) == 0;
    }

    /** Whether {@link #next} has answered a record. */
    boolean hasRecord() {
        return has;
    }

    /** Begins with the records between two indices of these bytes. */
    void begin(byte[] copied, int from, int to) {
        bytes = copied;
        end = to;
        next = from;
        wrong = false;
        has = false;
    }

    /** Goes to the next record; false behind the last, and at one that the stub has not written. */
    boolean next() {
        if (wrong || next == end) {
            has = false;
            return false;
        }
        record = next;
        wrong = end - record < SlotLayout.PATH || !isPossible();
        has = !wrong;
        if (has) {
            next = record + size();
        }
        return has;
    }

    /** Whether the reading ended at a record that the stub has not written. */
    boolean isWrong() {
        return wrong;
    }

    private boolean isPossible() {
        int size = size();
        int number = number();
        boolean fits = size >= SlotLayout.PATH
                && size <= SlotLayout.MAX_RECORD_BYTES
                && size <= end - record
                && (size & 7) == 0;
        if (!fits || number < 0 || number >= calls.length || calls[number] == null) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = longAt(SlotLayout.ARGUMENTS + i * Long.BYTES);
        }
        InlineCall call = calls[number];
        // The stub sends a null path to the kernel.
        boolean hasPath = call.path() < 0 || arguments[call.path()] != 0;
        return hasPath && call.condition().holds(arguments) && hasItsTexts(call, size);
    }

    /** Whether the path ends, and nothing is behind it but the answer. */
    private boolean hasItsTexts(InlineCall call, int size) {
        int end = SlotLayout.PATH;
        pathLength = 0;
        if (call.path() >= 0) {
            while (end + pathLength < size && bytes[record + end + pathLength] != 0) {
                pathLength++;
            }
            end = aligned(end + pathLength + 1);
        }
        long length = result();
        answer = end;
        answerLength = size > end && call.answers() && length > 0 && length <= SlotLayout.ANSWER_MAX ? (int) length : 0;
        return size == aligned(end + answerLength);
    }

    private static int aligned(int bytes) {
        return bytes + 7 & ~7;
    }

    private int size() {
        return intAt(SlotLayout.SIZE);
    }

    @Override
    public int number() {
        return intAt(SlotLayout.NUMBER);
    }

    InlineCall call() {
        return calls[number()];
    }

    /** The time stamp counter before the call. */
    long entered() {
        return longAt(SlotLayout.ENTERED);
    }

    /** The time stamp counter behind the call. */
    long left() {
        return longAt(SlotLayout.LEFT);
    }

    /**
     * The time stamp counter when the call had its effect, as far as it matters to other threads: a close frees its
     * descriptor's number for them before it returns.
     */
    long happened() {
        return number() == CLOSE ? entered() : left();
    }

    @Override
    public long result() {
        return longAt(SlotLayout.RESULT);
    }

    @Override
    public long argument(int index) {
        return arguments[index];
    }

    @Override
    public int pathArgument() {
        return call().path();
    }

    @Override
    public int path() {
        return record + SlotLayout.PATH;
    }

    @Override
    public int pathLength() {
        return pathLength;
    }

    @Override
    public int answerArgument() {
        return answerLength == 0 ? -1 : call().answer();
    }

    /** Whether the kernel has answered something that is not in the record. */
    boolean lacksAnswer() {
        return call().answers() && answerLength == 0 && result() > 0 && result() <= SlotLayout.ANSWER_MAX;
    }

    @Override
    public int answer() {
        return record + answer;
    }

    @Override
    public int answerLength() {
        return answerLength;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    private int intAt(int offset) {
        return (int) INT.get(bytes, record + offset);
    }

    private long longAt(int offset) {
        return (long) LONG.get(bytes, record + offset);
    }
}
