package lanner.investigation.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The columns of up to {@link #ROWS} events, one behind the other, little endian:
 *
 * <pre>
 *  time    8  nanoseconds since 1970          axis   8  the same, never stepping back
 *  result  8  of the call
 *  place   8  file << 44 | offset             took   8  nanoseconds, -1 where nobody knows
 *  number  4  evt.num
 *  image   4  program that ran                tid    4
 *  fd      4  descriptor, as the call had it  name   4  what the event is about, -1 for none
 *  call    2  type of the event               marks  2  {@link #FAILED} and the others
 * </pre>
 *
 * Of a {@link #REQUEST} the result is the response's status, and three are numbers of names: name of what it is about, fd of
 * its verb, tid of the reason that it failed for.
 */
public final class Chunk {
    static final int BITS = 16;
    static final int ROWS = 1 << BITS;
    public static final int MASK = ROWS - 1;

    private static final int TIME = 0;
    private static final int AXIS = TIME + 8 * ROWS;
    private static final int RESULT = AXIS + 8 * ROWS;
    private static final int PLACE = RESULT + 8 * ROWS;
    private static final int DURATION = PLACE + 8 * ROWS;
    private static final int NUMBER = DURATION + 8 * ROWS;
    private static final int IMAGE = NUMBER + 4 * ROWS;
    private static final int TID = IMAGE + 4 * ROWS;
    private static final int FD = TID + 4 * ROWS;
    private static final int NAME = FD + 4 * ROWS;
    private static final int CALL = NAME + 4 * ROWS;
    private static final int MARKS = CALL + 2 * ROWS;
    static final int BYTES = MARKS + 2 * ROWS;

    /** In the place of a descriptor of an event that is about none. */
    static final int NO_DESCRIPTOR = Integer.MIN_VALUE;

    private static final int OFFSET_BITS = 44;

    /** The call failed. */
    static final int FAILED = 1;
    /** Something is missing right before this event. */
    static final int GAP = 2;
    /** The event never came to its end, or is cut or unreadable in part. */
    static final int IN_PART = 4;
    /** There is no result, as the event never came to its end or is no call. */
    static final int NO_RESULT = 8;
    /** The name is what the call was given, not that of a descriptor. */
    static final int NAME_IS_PATH = 16;
    /** The descriptor is known, and its name is empty. */
    static final int FD_WITHOUT_NAME = 32;
    /** The call returned an error that says that the kernel goes on with it. */
    static final int PENDING = 64;
    /** The call is about more paths than the name says, which the index holds apart. */
    static final int MORE_PATHS = 128;
    /** The call opens a file for writing, or was to. */
    static final int OPENS_TO_WRITE = 256;
    /** The call connects or accepts a socket of the Internet's families, or was to. */
    static final int INTERNET = 512;
    /** A request to a Kubernetes API server, of its audit log. */
    static final int REQUEST = 1024;

    /** Holds no row. */
    public static final Chunk NONE = new Chunk(ByteBuffer.allocate(0));

    private final ByteBuffer bytes;

    Chunk(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Chunk empty() {
        return new Chunk(ByteBuffer.allocate(BYTES));
    }

    /** One of a file that holds them one behind the other. */
    static Chunk in(FileChannel columns, int number) throws IOException {
        return new Chunk(columns.map(FileChannel.MapMode.READ_ONLY, (long) number * BYTES, BYTES));
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Makes one of {@link #empty} empty again. */
    void clear() {
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            bytes.putLong(at, 0);
        }
    }

    /** Writes a row. */
    void set(
            int row,
            long time,
            long axis,
            long result,
            int file,
            long offset,
            long duration,
            long number,
            int image,
            int tid,
            int fd,
            int name,
            int call,
            int marks) {
        bytes.putLong(TIME + 8 * row, time);
        bytes.putLong(AXIS + 8 * row, axis);
        bytes.putLong(RESULT + 8 * row, result);
        bytes.putLong(PLACE + 8 * row, (long) file << OFFSET_BITS | offset);
        bytes.putLong(DURATION + 8 * row, duration);
        bytes.putInt(NUMBER + 4 * row, (int) number);
        bytes.putInt(IMAGE + 4 * row, image);
        bytes.putInt(TID + 4 * row, tid);
        bytes.putInt(FD + 4 * row, fd);
        bytes.putInt(NAME + 4 * row, name);
        bytes.putShort(CALL + 2 * row, (short) call);
        bytes.putShort(MARKS + 2 * row, (short) marks);
    }

    /** Writes what a row is about. */
    void name(int row, int name) {
        bytes.putInt(NAME + 4 * row, name);
    }

    /** Adds a mark to those of a row. */
    void mark(int row, int mark) {
        bytes.putShort(MARKS + 2 * row, (short) (marks(row) | mark));
    }

    long time(int row) {
        return bytes.getLong(TIME + 8 * row);
    }

    long axis(int row) {
        return bytes.getLong(AXIS + 8 * row);
    }

    long result(int row) {
        return bytes.getLong(RESULT + 8 * row);
    }

    int file(int row) {
        return (int) (bytes.getLong(PLACE + 8 * row) >>> OFFSET_BITS);
    }

    long offset(int row) {
        return bytes.getLong(PLACE + 8 * row) & (1L << OFFSET_BITS) - 1;
    }

    long duration(int row) {
        return bytes.getLong(DURATION + 8 * row);
    }

    long number(int row) {
        return bytes.getInt(NUMBER + 4 * row) & 0xFFFFFFFFL;
    }

    int image(int row) {
        return bytes.getInt(IMAGE + 4 * row);
    }

    int tid(int row) {
        return bytes.getInt(TID + 4 * row);
    }

    int fd(int row) {
        return bytes.getInt(FD + 4 * row);
    }

    int name(int row) {
        return bytes.getInt(NAME + 4 * row);
    }

    /** Whether the name is that of the event's descriptor. */
    boolean isNamed(int row) {
        return name(row) != Events.NO_NAME && (marks(row) & NAME_IS_PATH) == 0;
    }

    int call(int row) {
        return bytes.getShort(CALL + 2 * row) & 0xFFFF;
    }

    int marks(int row) {
        return bytes.getShort(MARKS + 2 * row);
    }
}
