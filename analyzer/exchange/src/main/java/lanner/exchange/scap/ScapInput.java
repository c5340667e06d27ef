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

/**
 * The bytes of a scap file, plain or gzip, in little endian order. Knows how far it has come and reads no further than
 * the block it was told of.
 */
final class ScapInput implements Closeable {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WINDOW = 1 << 16;

    private final long fileSize;
    private final CountedInput counted;
    private final InputStream in;
    private final byte[] window = new byte[WINDOW];
    private final byte[] word = new byte[8];
    private int position;
    private int limit;
    private long offset;
    private long blockEnd = Long.MAX_VALUE;

    ScapInput(Path file) throws IOException {
        fileSize = Files.size(file);
        boolean zipped;
        try (InputStream start = Files.newInputStream(file)) {
            zipped = start.read() == 0x1F && start.read() == 0x8B;
        }
        counted = new CountedInput(Files.newInputStream(file));
        try {
            in = zipped ? new GZIPInputStream(counted, WINDOW) : counted;
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
        return offset;
    }

    /** What follows belongs to a block with so many bytes left. */
    void beginBlock(long bytes) {
        blockEnd = offset + bytes;
    }

    void endBlock() {
        blockEnd = Long.MAX_VALUE;
    }

    /** Bytes left in the block. */
    long left() {
        return blockEnd - offset;
    }

    /** Whether the file ends here. */
    boolean isAtEnd() throws IOException {
        return position == limit && !fill();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        try {
            int read = in.read(window, 0, WINDOW);
            if (read <= 0) {
                return false;
            }
            limit = read;
            return true;
        } catch (EOFException e) {
            throw new CaptureFormatException("the compressed file ends in the middle", offset);
        } catch (ZipException e) {
            throw new CaptureFormatException("the compressed data is damaged (" + e.getMessage() + ")", offset);
        }
    }

    /** Reads so many bytes. */
    void read(byte[] to, int at, int length) throws IOException {
        demand(length);
        int done = 0;
        while (done < length) {
            if (position == limit && !fill()) {
                throw new CaptureFormatException("the file ends " + (length - done) + " bytes too early", offset);
            }
            int some = Math.min(length - done, limit - position);
            System.arraycopy(window, position, to, at + done, some);
            position += some;
            offset += some;
            done += some;
        }
    }

    void skip(long length) throws IOException {
        demand(length);
        long rest = length;
        while (rest > 0) {
            if (position == limit && !fill()) {
                throw new CaptureFormatException("the file ends " + rest + " bytes too early", offset);
            }
            int some = (int) Math.min(rest, limit - position);
            position += some;
            offset += some;
            rest -= some;
        }
    }

    private void demand(long length) throws CaptureFormatException {
        if (length < 0 || length > left()) {
            throw new CaptureFormatException("the block ends inside what it should hold", offset);
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
        if (limit - position >= 4 && left() >= 4) {
            int value = (int) INT.get(window, position);
            position += 4;
            offset += 4;
            return value;
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
            case 2 -> (short) SHORT.get(bytes, at) & 0xFFFF;
            case 4 -> (int) INT.get(bytes, at) & 0xFFFFFFFFL;
            case 8 -> (long) LONG.get(bytes, at);
            default -> throw new IllegalArgumentException("a number of " + size + " bytes");
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
