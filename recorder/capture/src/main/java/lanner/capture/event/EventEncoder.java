package lanner.capture.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event at a time into a buffer of its own, in the layout of format version 2, whose
 * records without {@link #duration} and without its marks are those of version 1. Parameters are given in ascending order;
 * one that is left out is missing. Reused for every event: no allocation once the buffer has grown. Not thread safe.
 *
 * <p>What the record says can be turned into a value again with {@link Event#wrap}.
 */
public final class EventEncoder {
    /** The longest record, in bytes. The writer of an event keeps its data far below. */
    public static final int MAX_LENGTH = 1 << 20;

    /** What an encoder for views takes, in bytes: as a record it has a frame and 32 numbers more. */
    private static final int MAX_FOR_VIEWS = MAX_LENGTH - 1024;

    private final CRC32C crc = new CRC32C();
    // What the record says stands here for the view as well: Event.wrapHeld.
    /** Of the parameters in {@link #present}: numbers, and where in the buffer bytes start. */
    final long[] values = new long[32];

    /** Of those in {@link #present} that are bytes. */
    final int[] lengths = new int[32];

    byte[] buffer = new byte[8192];
    EventType type = EventType.GENERIC;
    int tid;
    long time;
    long monotonic;
    int present;
    int marks;
    int cut;
    int unreadable;
    long result;
    long duration;
    /** The length of a record that was taken as it is; 0 for one that is put together here. */
    private int copied;

    /** Whether the buffer has what bytes were given, and nothing else, until {@link #whole} is asked for. */
    final boolean forViews;

    /** What puts such a record together. */
    private @Nullable EventEncoder writer;

    private int position;
    private int nextParam;
    private @Nullable UnaryOperator<byte[]> texts;

    public EventEncoder() {
        this(false);
    }

    private EventEncoder(boolean forViews) {
        this.forViews = forViews;
    }

    /**
     * For events that {@link Event#wrapHeld} looks at and that may never be written: what has been given is kept as it is, and laid out
     * as a record when somebody asks for one. {@link #copy} and {@link #finish} refuse it.
     */
    public static EventEncoder forViews() {
        return new EventEncoder(true);
    }

    /** Starts an event. Times are in nanoseconds: since the epoch, and on the monotonic clock. */
    public EventEncoder begin(EventType eventType, int thread, long timeNanos, long monotonicNanos) {
        type = eventType;
        tid = thread;
        time = timeNanos;
        nextParam = eventType.resultIsFirst() ? 1 : 0;
        present = 0;
        marks = 0;
        cut = 0;
        unreadable = 0;
        result = 0;
        copied = 0;
        monotonic = monotonicNanos;
        if (forViews) {
            position = 0;
            return this;
        }
        position = EventLayout.PARAMS;
        putInt(EventLayout.TID, tid);
        putLong(EventLayout.TIME, timeNanos);
        putLong(EventLayout.MONOTONIC, monotonicNanos);
        return this;
    }

    /** The event's time on the monotonic clock, in nanoseconds. */
    public long monotonic() {
        return monotonic;
    }

    /** The call's result; negative values are {@code -errno}. */
    public EventEncoder result(long value) {
        result = value;
        return this;
    }

    /**
     * How long the call took, in nanoseconds. Format version 2.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public EventEncoder duration(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException(type + ": a duration of " + nanos + " ns");
        }
        duration = nanos;
        return mark(Mark.TIMED);
    }

    public EventEncoder mark(Mark mark) {
        marks |= mark.bit();
        return this;
    }

    /** A parameter whose type is a number. */
    public EventEncoder number(int param, long value) {
        ParamType.Storage[] storages = type.storages();
        if (param < nextParam || param >= storages.length || storages[param] == ParamType.Storage.BYTES) {
            throw refused(param);
        }
        nextParam = param + 1;
        present |= 1 << param;
        values[param] = value;
        if (!forViews) {
            ensure(10);
            position = putVarint(position, storages[param] == ParamType.Storage.SIGNED ? zigZag(value) : value);
        }
        return this;
    }

    /** A parameter whose type is bytes: text, a path, data, an address. */
    public EventEncoder bytes(int param, byte[] source, int offset, int length) {
        ParamType.Storage[] storages = type.storages();
        if (param < nextParam || param >= storages.length || storages[param] != ParamType.Storage.BYTES) {
            throw refused(param);
        }
        nextParam = param + 1;
        present |= 1 << param;
        if (texts != null && type.params().get(param).type().isText()) {
            byte[] replaced = texts.apply(Arrays.copyOfRange(source, offset, offset + length));
            put(param, replaced, 0, replaced.length);
        } else {
            put(param, source, offset, length);
        }
        return this;
    }

    private void put(int param, byte[] source, int offset, int length) {
        ensure(10L + length);
        if (!forViews) {
            position = putVarint(position, length);
        }
        values[param] = position;
        lengths[param] = length;
        System.arraycopy(source, offset, buffer, position, length);
        position += length;
    }

    /** Has every text, path and piece of data given from now on replaced by what this answers. */
    public void replaceTexts(UnaryOperator<byte[]> replacement) {
        texts = replacement;
    }

    public EventEncoder bytes(int param, byte[] source) {
        return bytes(param, source, 0, source.length);
    }

    /** A parameter of bytes given as text, one byte a character (ISO 8859-1). */
    public EventEncoder text(int param, String latin1) {
        return bytes(param, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that a parameter, given or about to be given, was cut at the snap length. */
    public EventEncoder cut(int param) {
        cut |= 1 << param;
        return mark(Mark.TRUNCATED);
    }

    /** Says that a parameter is missing because the program's memory could not be read. */
    public EventEncoder unreadable(int param) {
        unreadable |= 1 << param;
        return mark(Mark.UNREADABLE);
    }

    /**
     * Takes another record as it is; only its sequence number will be another.
     *
     * @throws IllegalStateException when this encoder is for views
     */
    public EventEncoder copy(Event event) {
        refuseViews();
        EventEncoder held = event.held();
        if (held != null) {
            return take(held);
        }
        begin(event.type(), event.tid(), event.time(), event.monotonic());
        event.rawBytes((bytes, offset, length) -> {
            position = 0;
            ensure(length);
            System.arraycopy(bytes, offset, buffer, 0, length);
            copied = length;
        });
        return this;
    }

    /**
     * Completes the record and answers its length; the bytes stand at the start of {@link #buffer()}.
     *
     * @throws IllegalStateException when this encoder is for views
     */
    public int finish(long sequence) {
        refuseViews();
        int end = lay(sequence);
        sum(end);
        return end;
    }

    private void refuseViews() {
        if (forViews) {
            throw new IllegalStateException("an encoder for views has no record");
        }
    }

    /** Of an encoder for views: another that was given the same, whose {@link #finish} completes the record. */
    EventEncoder whole() {
        if (writer == null) {
            writer = new EventEncoder();
        }
        return writer.take(this);
    }

    /** Begins what an encoder for views was given, as it is: it was checked there. */
    private EventEncoder take(EventEncoder held) {
        begin(held.type, held.tid, held.time, held.monotonic);
        ParamType.Storage[] storages = type.storages();
        present = held.present;
        for (int param = 0, bits = present; bits != 0; bits >>>= 1, param++) {
            if ((bits & 1) == 0) {
                continue;
            }
            long value = held.values[param];
            if (storages[param] == ParamType.Storage.BYTES) {
                put(param, held.buffer, (int) value, held.lengths[param]);
            } else {
                ensure(10);
                values[param] = value;
                position = putVarint(position, storages[param] == ParamType.Storage.SIGNED ? zigZag(value) : value);
            }
        }
        nextParam = storages.length;
        result = held.result;
        duration = held.duration;
        marks = held.marks;
        cut = held.cut;
        unreadable = held.unreadable;
        return this;
    }

    /** Of an encoder for views: the length in bytes that its record would have. */
    int length() {
        ParamType.Storage[] storages = type.storages();
        int sum = EventLayout.PARAMS;
        for (int param = 0, bits = present; bits != 0; bits >>>= 1, param++) {
            if ((bits & 1) == 0) {
                continue;
            }
            switch (storages[param]) {
                case BYTES -> sum += varintLength(lengths[param]) + lengths[param];
                case SIGNED -> sum += varintLength(zigZag(values[param]));
                default -> sum += varintLength(values[param]);
            }
        }
        sum += varintLength(zigZag(result));
        if ((marks & Mark.TIMED.bit()) != 0) {
            sum += varintLength(duration);
        }
        return sum + (cut == 0 ? 0 : 4) + (unreadable == 0 ? 0 : 4);
    }

    private int lay(long sequence) {
        if (copied > 0) {
            putLong(EventLayout.SEQUENCE, sequence);
            return copied;
        }
        ensure(10 + 9 + 4 + 4);
        int end = putVarint(position, zigZag(result));
        if ((marks & Mark.TIMED.bit()) != 0) {
            end = putVarint(end, duration);
        }
        if (cut != 0) {
            putInt(end, cut);
            end += 4;
        }
        if (unreadable != 0) {
            putInt(end, unreadable);
            end += 4;
        }
        putShort(EventLayout.CODE, type.code());
        putShort(EventLayout.MARKS, marks);
        putLong(EventLayout.SEQUENCE, sequence);
        putInt(EventLayout.PRESENT, present);
        return end;
    }

    private void sum(int end) {
        crc.reset();
        crc.update(buffer, EventLayout.CODE, end - EventLayout.CODE);
        putInt(EventLayout.CRC, (int) crc.getValue());
    }

    /** The bytes behind the last {@link #finish}; valid until the next {@link #begin}. */
    public byte[] buffer() {
        return buffer;
    }

    /** The type of the event begun last. */
    public EventType type() {
        return type;
    }

    private IllegalArgumentException refused(int param) {
        boolean known = param >= nextParam && param < type.storages().length;
        return new IllegalArgumentException(type + ": parameter " + param
                + (known ? " is of another type" : " is out of order or unknown, expected " + nextParam + " or later"));
    }

    private void ensure(long more) {
        long needed = position + more;
        int most = forViews ? MAX_FOR_VIEWS : MAX_LENGTH;
        if (needed > most) {
            throw new IllegalArgumentException(type + ": record longer than " + most + " bytes");
        }
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(MAX_LENGTH, Math.max(needed, buffer.length * 2L)));
        }
    }

    // By bytes, little-endian: handles of variables take an interpreter tens of calls, and the first events are encoded
    // by one.

    private void putShort(int at, int value) {
        buffer[at] = (byte) value;
        buffer[at + 1] = (byte) (value >> 8);
    }

    private void putInt(int at, int value) {
        buffer[at] = (byte) value;
        buffer[at + 1] = (byte) (value >> 8);
        buffer[at + 2] = (byte) (value >> 16);
        buffer[at + 3] = (byte) (value >> 24);
    }

    private void putLong(int at, long value) {
        putInt(at, (int) value);
        putInt(at + 4, (int) (value >> 32));
    }

    private int putVarint(int at, long value) {
        int i = at;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[i++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[i++] = (byte) rest;
        return i;
    }

    private static int varintLength(long value) {
        int length = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            length++;
        }
        return length;
    }

    private static long zigZag(long value) {
        return (value << 1) ^ (value >> 63);
    }
}
