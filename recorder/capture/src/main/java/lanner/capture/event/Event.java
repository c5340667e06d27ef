package lanner.capture.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of a capture, read in place: a view that a reader moves from record to record. Everything is checked when
 * the view is set, so the accessors never fail on damaged bytes. Keep values, not the view; {@link #copy} keeps it all.
 * Not thread safe.
 */
public final class Event {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A number takes ten bytes at most. */
    private static final int LONG_NUMBER = 70;

    private static final String TOO_LONG = "number is longer than 64 bits";
    private static final String NO_NUMBER = "record ends inside a number";

    /** What {@link #duration} answers where the record does not say. */
    public static final long UNKNOWN_DURATION = -1;

    private final CRC32C crc = new CRC32C();
    private final long[] values = new long[32];
    private final int[] lengths = new int[32];
    private final TextCache texts;
    /** Texts of this record that were asked for: fields, state and rules ask for the same ones. */
    private final @Nullable String[] asked = new @Nullable String[32];
    /** A bit for each of them. */
    private int askedFor;

    private byte[] buffer = new byte[0];
    /** What holds the values of a record that is not laid out; {@link #layOut} does that. */
    private @Nullable EventEncoder held;

    private EventType type = EventType.GENERIC;
    private long number;
    private long sequence;
    private long time;
    private long monotonic;
    private int tid;
    private int marks;
    private int present;
    private int cut;
    private int unreadable;
    private long result;
    private long duration;
    private int position;
    private int limit;
    private int start;

    /** A view with a text cache of its own. */
    public Event() {
        this(new TextCache());
    }

    private Event(TextCache texts) {
        this.texts = texts;
    }

    /**
     * Looks at one record.
     *
     * @throws CaptureFormatException when the bytes are no whole record of format version 1 or 2: wrong checksum, unknown
     *     code, a parameter that runs over the end. The offset is relative to {@code offset}.
     */
    public Event wrap(byte[] source, int offset, int length) throws CaptureFormatException {
        if (length < EventLayout.MIN_LENGTH) {
            throw new CaptureFormatException("record of " + length + " bytes is too short", 0);
        }
        crc.reset();
        crc.update(source, offset + EventLayout.CODE, length - EventLayout.CODE);
        if ((int) crc.getValue() != (int) INT.get(source, offset + EventLayout.CRC)) {
            throw new CaptureFormatException("record's checksum does not match its bytes", 0);
        }
        return look(source, offset, length);
    }

    /**
     * Looks at what an encoder for views has been given. The record is laid out when somebody asks for its bytes. Valid until the encoder
     * begins another.
     *
     * @throws IllegalArgumentException when it is another kind of encoder
     */
    public Event wrapHeld(EventEncoder encoder, long recordSequence) {
        if (!encoder.forViews) {
            throw new IllegalArgumentException("this encoder is not for views");
        }
        type = encoder.type;
        buffer = encoder.buffer;
        held = encoder;
        marks = encoder.marks;
        sequence = recordSequence;
        time = encoder.time;
        monotonic = encoder.monotonic;
        tid = encoder.tid;
        present = encoder.present;
        number = 0;
        askedFor = 0;
        int param = 0;
        for (int bits = present; bits != 0; bits >>>= 1, param++) {
            values[param] = encoder.values[param];
            lengths[param] = encoder.lengths[param];
        }
        result = encoder.result;
        duration = has(Mark.TIMED) ? encoder.duration : UNKNOWN_DURATION;
        cut = encoder.cut;
        unreadable = encoder.unreadable;
        if (type.resultIsFirst()) {
            takeResult();
        }
        return this;
    }

    /** In one method, with all that moves in local variables: the quick compiler, which runs most replays, inlines only small ones. */
    private Event look(byte[] source, int offset, int length) throws CaptureFormatException {
        int code = (short) SHORT.get(source, offset + EventLayout.CODE) & 0xFFFF;
        EventType found = EventType.orNull(code);
        if (found == null) {
            throw new CaptureFormatException(
                    "record has code " + code + ", which this version does not know", EventLayout.CODE);
        }
        int end = offset + length;
        int bits = (int) INT.get(source, offset + EventLayout.PRESENT);
        held = null;
        type = found;
        buffer = source;
        start = offset;
        limit = end;
        marks = (short) SHORT.get(source, offset + EventLayout.MARKS) & 0xFFFF;
        sequence = (long) LONG.get(source, offset + EventLayout.SEQUENCE);
        time = (long) LONG.get(source, offset + EventLayout.TIME);
        monotonic = (long) LONG.get(source, offset + EventLayout.MONOTONIC);
        tid = (int) INT.get(source, offset + EventLayout.TID);
        present = bits;
        number = 0;
        askedFor = 0;
        if ((bits & ~found.stored()) != 0) {
            throw new CaptureFormatException("record claims parameters its event does not have", EventLayout.PRESENT);
        }
        ParamType.Storage[] storages = found.storages();
        int at = offset + EventLayout.PARAMS;
        for (int param = 0; bits != 0; bits >>>= 1, param++) {
            if ((bits & 1) == 0) {
                continue;
            }
            if (at >= end) {
                throw fail(NO_NUMBER, at);
            }
            long value = source[at++];
            if (value < 0) {
                value &= 0x7F;
                for (int shift = 7; ; shift += 7) {
                    if (shift >= LONG_NUMBER) {
                        throw fail(TOO_LONG, at);
                    }
                    if (at >= end) {
                        throw fail(NO_NUMBER, at);
                    }
                    byte next = source[at++];
                    value |= (long) (next & 0x7F) << shift;
                    if (next >= 0) {
                        break;
                    }
                }
            }
            ParamType.Storage storage = storages[param];
            if (storage == ParamType.Storage.BYTES) {
                if (value < 0 || value > end - at) {
                    throw fail("parameter " + param + " runs over the record's end", at);
                }
                values[param] = at;
                lengths[param] = (int) value;
                at += (int) value;
            } else {
                values[param] = storage == ParamType.Storage.SIGNED ? unZigZag(value) : value;
            }
        }
        if (marks == 0 && end - at == 1 && source[at] >= 0) {
            result = unZigZag(source[at]);
            duration = UNKNOWN_DURATION;
            cut = 0;
            unreadable = 0;
        } else {
            position = at;
            readEnd();
        }
        if (found.resultIsFirst()) {
            takeResult();
        }
        return this;
    }

    private void takeResult() {
        if (isResultKnown()) {
            values[0] = result;
            present |= 1;
        }
    }

    /** What stands behind the parameters. */
    private void readEnd() throws CaptureFormatException {
        result = unZigZag(readVarint());
        duration = has(Mark.TIMED) ? readDuration() : UNKNOWN_DURATION;
        cut = has(Mark.TRUNCATED) ? readMask() : 0;
        unreadable = has(Mark.UNREADABLE) ? readMask() : 0;
        if (position != limit) {
            throw fail("record has " + (limit - position) + " bytes too many", position);
        }
    }

    /** Looks at what an encoder has just finished. */
    public Event wrap(EventEncoder encoder, long recordSequence) {
        try {
            int length = encoder.finish(recordSequence);
            return wrap(Arrays.copyOf(encoder.buffer(), length), 0, length);
        } catch (CaptureFormatException e) {
            throw new IllegalStateException("the encoder wrote what the reader refuses", e);
        }
    }

    /** The same view of the record's bytes. */
    private void layOut() {
        EventEncoder encoder = held;
        if (encoder == null) {
            return;
        }
        long known = number;
        EventEncoder whole = encoder.whole();
        int length = whole.finish(sequence);
        try {
            look(whole.buffer, 0, length);
        } catch (CaptureFormatException e) {
            throw new IllegalStateException("this process wrote what it refuses to read", e);
        }
        number = known;
    }

    /** The encoder for views that holds this record, where it is not laid out. */
    @Nullable
    EventEncoder held() {
        return held;
    }

    /** A copy that stays as it is when this view moves on. */
    public Event copy() {
        layOut();
        Event copy = new Event(texts);
        try {
            copy.wrap(Arrays.copyOfRange(buffer, start, limit), 0, limit - start);
        } catch (CaptureFormatException e) {
            throw new IllegalStateException("the record changed under the view", e);
        }
        copy.number = number;
        return copy;
    }

    private long readVarint() throws CaptureFormatException {
        long value = 0;
        int at = position;
        for (int shift = 0; shift < LONG_NUMBER; shift += 7) {
            if (at >= limit) {
                throw fail(NO_NUMBER, at);
            }
            byte next = buffer[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                position = at;
                return value;
            }
        }
        throw fail(TOO_LONG, at);
    }

    private long readDuration() throws CaptureFormatException {
        long nanos = readVarint();
        if (nanos < 0) {
            throw fail("a call's duration is longer than 63 bits", position);
        }
        return nanos;
    }

    private int readMask() throws CaptureFormatException {
        if (limit - position < 4) {
            throw fail("record ends inside its masks", position);
        }
        int mask = (int) INT.get(buffer, position);
        position += 4;
        return mask;
    }

    private CaptureFormatException fail(String reason, int at) {
        return new CaptureFormatException(reason, at - start);
    }

    private static long unZigZag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    public EventType type() {
        return type;
    }

    /**
     * The name of the event, {@code evt.type}: for a generic call the call's own, for an asynchronous event that which it
     * brings.
     */
    public String name() {
        if (type == EventType.ASYNCEVENT) {
            return text(AsyncParams.NAME, type.label());
        }
        if (type != EventType.GENERIC) {
            return type.label();
        }
        int nr = (int) param(GenericParams.NATIVE_ID, -1);
        if (nr == SyscallNames.NAMELESS) {
            return "syscall_" + param(GenericParams.ID, nr);
        }
        return has(Mark.COMPAT) ? SyscallNames.i386().name(nr) : SyscallNames.X86_64.name(nr);
    }

    /** {@code evt.num}: counts events from 1 over the whole capture; 0 for parts of a segment's frame. */
    public long number() {
        return number;
    }

    /** For readers: says which event of the capture this is. */
    public void number(long eventNumber) {
        number = eventNumber;
    }

    /** The record's place in the capture, from 0; records of the frame count too. */
    public long sequence() {
        return sequence;
    }

    /** Nanoseconds since 1970-01-01 UTC. */
    public long time() {
        return time;
    }

    /** Nanoseconds on the recording machine's monotonic clock. */
    public long monotonic() {
        return monotonic;
    }

    public int tid() {
        return tid;
    }

    /** The call's result; negative values are {@code -errno}. It means nothing unless {@link #isResultKnown}. */
    public long result() {
        return result;
    }

    /**
     * Whether {@link #result} tells what became of the call: not so for a call that never returned or whose end was not
     * asked for. Such an event lacks the parameter that stands for the result. A close(2) recorded when it began is one of
     * a descriptor that is open, which the kernel closes whatever it answers: its result counts as 0.
     */
    public boolean isResultKnown() {
        return !has(Mark.INCOMPLETE) && (!has(Mark.ENTER_ONLY) || type == EventType.CLOSE);
    }

    /**
     * How long the call took, in nanoseconds: from its beginning to its end as the recorder saw them. The event's time is
     * its end. {@link #UNKNOWN_DURATION} where the record does not say: a call of which only the beginning was seen, what
     * is no call, and any record of format version 1.
     */
    public long duration() {
        return duration;
    }

    public boolean has(Mark mark) {
        return (marks & mark.bit()) != 0;
    }

    /** Whether the event carries this parameter. */
    public boolean has(int param) {
        return (present & 1 << param) != 0;
    }

    /** A parameter whose type is a number; {@code missing} if the event lacks it. */
    public long param(int param, long missing) {
        return has(param) ? values[param] : missing;
    }

    /** The length in bytes of a parameter whose type is bytes; -1 if the event lacks it. */
    public int length(int param) {
        return has(param) ? lengths[param] : -1;
    }

    /** Where in {@link #buffer()} a parameter whose type is bytes starts. */
    public int offset(int param) {
        return (int) values[param];
    }

    /** The bytes that {@link #offset} points into; they belong to the reader. */
    public byte[] buffer() {
        return buffer;
    }

    /** A parameter of bytes as text, one character a byte (ISO 8859-1); null if the event lacks it. Cached. */
    public @Nullable String text(int param) {
        if (!has(param)) {
            return null;
        }
        int bit = 1 << param;
        if ((askedFor & bit) == 0) {
            asked[param] = texts.get(buffer, (int) values[param], lengths[param]);
            askedFor |= bit;
        }
        return asked[param];
    }

    /** A parameter of bytes as {@link #text(int)} answers it; {@code missing} if the event lacks it. */
    public String text(int param, String missing) {
        String text = text(param);
        return text == null ? missing : text;
    }

    /** A copy of a parameter of bytes; empty if the event lacks it. */
    public byte[] bytes(int param) {
        return has(param)
                ? Arrays.copyOfRange(buffer, (int) values[param], (int) values[param] + lengths[param])
                : new byte[0];
    }

    /** The record's length in bytes. */
    public int size() {
        return held == null ? limit - start : held.length();
    }

    /** Shows the record's raw bytes: the buffer, where the record starts, its length. */
    public void rawBytes(RawBytes to) {
        layOut();
        to.accept(buffer, start, limit - start);
    }

    /** Takes a stretch of bytes. */
    @FunctionalInterface
    public interface RawBytes {
        void accept(byte[] bytes, int offset, int length);
    }

    public boolean isCut(int param) {
        return (cut & 1 << param) != 0;
    }

    public boolean isUnreadable(int param) {
        return (unreadable & 1 << param) != 0;
    }
}
