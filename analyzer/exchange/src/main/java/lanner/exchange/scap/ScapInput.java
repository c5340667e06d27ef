package lanner.exchange.scap;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lanner.capture.event.CaptureFormatException;
import lanner.product.CountedInput;
import lanner.product.FileFailure;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a scap file, plain or gzip, in little endian order. Knows how far it has come and gives no more than the
 * block it was told of.
 *
 * <pre>
 * window:  │ given │ read ahead │ free │
 *          0    position      limit   WINDOW     offset of window[0] in the file: base
 * </pre>
 *
 * Most blocks are looked at where they lie in the window ({@link #take}). What went wrong while reading ahead is told
 * when the bytes before it have been given.
 */
final class ScapInput implements Closeable {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** What is asked of the file at once: where damaged compressed data ends depends on it. */
    private static final int CHUNK = 1 << 16;

    private static final int WINDOW = 4 * CHUNK;

    /** The longest piece that {@link #take} gives. */
    static final int MAX_PIECE = WINDOW - CHUNK;

    private final long fileSize;
    private final CountedInput counted;
    private final InputStream in;
    private final byte[] window = new byte[WINDOW];
    private final byte[] word = new byte[8];
    private int position;
    private int limit;
    private long base;
    private long blockEnd = Long.MAX_VALUE;
    /** Why nothing could be read behind the window. */
    private @Nullable IOException failure;

    ScapInput(Path file) throws IOException {
        fileSize = Files.size(file);
        boolean zipped;
        try (InputStream start = Files.newInputStream(file)) {
            zipped = start.read() == 0x1F && start.read() == 0x8B;
        }
        counted = new CountedInput(Files.newInputStream(file));
        try {
            in = zipped ? new GZIPInputStream(counted, CHUNK) : counted;
        } catch (IOException e) {
            counted.close();
            // At the end of a file that is cut in gzip's header the exception has no message.
            String why = e instanceof EOFException ? "ends in its header" : "is none: " + FileFailure.words(e);
            throw new CaptureFormatException(file + " is not a scap capture: it begins as gzip does and " + why);
        }
    }

    /** Bytes of the file that were read, compressed ones if it is compressed. */
    long fileBytesRead() {
        return counted.count();
    }

    long fileSize() {
        return fileSize;
    }

    /** Where the next byte stands, in the file as it is without compression. */
    long offset() {
        return base + position;
    }

    /** What follows belongs to a block with so many bytes left. */
    void beginBlock(long bytes) {
        blockEnd = offset() + bytes;
    }

    void endBlock() {
        blockEnd = Long.MAX_VALUE;
    }

    /** Bytes left in the block. */
    long left() {
        return blockEnd - offset();
    }

    /** Whether the file ends here. */
    boolean isAtEnd() throws IOException {
        return position == limit && !fill();
    }

    /** Reads into an empty window; false at the file's end. */
    private boolean fill() throws IOException {
        if (failure == null && readAhead()) {
            return true;
        }
        if (failure instanceof EOFException) {
            throw new CaptureFormatException("the compressed file ends in the middle", offset());
        }
        if (failure instanceof ZipException) {
            throw new CaptureFormatException("the compressed data is damaged (" + failure.getMessage() + ")", offset());
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    /** Adds to the window; false at the file's end and where reading fails. */
    private boolean readAhead() {
        System.arraycopy(window, position, window, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
        try {
            int read = in.read(window, limit, CHUNK);
            limit += Math.max(0, read);
            return read > 0;
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }

    /**
     * Gives the next bytes at once, without regard to blocks.
     *
     * @param length at most {@link #MAX_PIECE}
     * @return where they lie in {@link #window()}, until anything else is read; -1 when the file ends before, and then
     *     none is given
     */
    int take(int length) {
        if (limit - position < length && !gather(length)) {
            return -1;
        }
        int at = position;
        position = at + length;
        return at;
    }

    /**
     * Gives the next block, with both its lengths, as {@link #take} does.
     *
     * @param most the longest to be given
     * @return -1 also for one that is longer or shorter than a block can be
     */
    int takeBlock(int most) {
        if (limit - position < 8 && !gather(8)) {
            return -1;
        }
        int length = i32(window, position + 4);
        return length < 12 || length > most ? -1 : take(length);
    }

    /** Takes back what {@link #take} gave last. */
    void takeBack(int at) {
        position = at;
    }

    private boolean gather(int length) {
        while (limit - position < length) {
            if (failure != null || !readAhead()) {
                return false;
            }
        }
        return true;
    }

    /** Where {@link #take} gives bytes. */
    byte[] window() {
        return window;
    }

    /** Reads so many bytes. */
    void read(byte[] to, int at, int length) throws IOException {
        demand(length);
        int done = 0;
        while (done < length) {
            if (position == limit && !fill()) {
                throw new CaptureFormatException("the file ends " + (length - done) + " bytes too early", offset());
            }
            int some = Math.min(length - done, limit - position);
            System.arraycopy(window, position, to, at + done, some);
            position += some;
            done += some;
        }
    }

    void skip(long length) throws IOException {
        demand(length);
        long rest = length;
        while (rest > 0) {
            if (position == limit && !fill()) {
                throw new CaptureFormatException("the file ends " + rest + " bytes too early", offset());
            }
            int some = (int) Math.min(rest, limit - position);
            position += some;
            rest -= some;
        }
    }

    private void demand(long length) throws CaptureFormatException {
        if (length < 0 || length > left()) {
            throw new CaptureFormatException("the block ends inside what it should hold", offset());
        }
    }

    int u8() throws IOException {
        read(word, 0, 1);
        return word[0] & 0xFF;
    }

    int u16() throws IOException {
        read(word, 0, 2);
        return (int) number(word, 0, 2);
    }

    int i32() throws IOException {
        int at = left() >= 4 ? take(4) : -1;
        if (at >= 0) {
            return (int) INT.get(window, at);
        }
        read(word, 0, 4);
        return (int) number(word, 0, 4);
    }

    long u32() throws IOException {
        return i32() & 0xFFFFFFFFL;
    }

    long i64() throws IOException {
        read(word, 0, 8);
        return number(word, 0, 8);
    }

    /** A length of 16 bits and so many bytes. */
    byte[] text() throws IOException {
        byte[] text = new byte[u16()];
        read(text, 0, text.length);
        return text;
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes; the lowest 64 bits of it. */
    static long number(byte[] bytes, int at, int size) {
        return switch (size) {
            case 1 -> bytes[at] & 0xFF;
            case 2 -> u16(bytes, at);
            case 4 -> u32(bytes, at);
            case 8 -> i64(bytes, at);
            default -> throw new IllegalArgumentException("a number of " + size + " bytes");
        };
    }

    static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long u32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) & 0xFFFFFFFFL;
    }

    static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
