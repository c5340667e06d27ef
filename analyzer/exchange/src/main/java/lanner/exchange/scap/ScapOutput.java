package lanner.exchange.scap;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes the blocks of a scap file. A block is put together first: its length stands before it. */
final class ScapOutput implements Closeable {
    private final OutputStream out;
    private byte[] buffer = new byte[1 << 16];
    private int length;

    ScapOutput(OutputStream to, boolean zipped) throws IOException {
        out = zipped ? new GZIPOutputStream(to, 1 << 16) : new BufferedOutputStream(to, 1 << 16);
    }

    /** Bytes put into the block so far. */
    int length() {
        return length;
    }

    ScapOutput number(long value, int size) {
        ensure(size);
        set(length, value, size);
        length += size;
        return this;
    }

    /** Changes a number that was put before. */
    void set(int at, long value, int size) {
        for (int i = 0; i < size; i++) {
            buffer[at + i] = (byte) (value >>> 8 * i);
        }
    }

    ScapOutput u8(long value) {
        return number(value, 1);
    }

    ScapOutput u16(long value) {
        return number(value, 2);
    }

    ScapOutput u32(long value) {
        return number(value, 4);
    }

    ScapOutput u64(long value) {
        return number(value, 8);
    }

    ScapOutput bytes(byte[] bytes, int at, int count) {
        ensure(count);
        System.arraycopy(bytes, at, buffer, length, count);
        length += count;
        return this;
    }

    ScapOutput zeros(int count) {
        ensure(count);
        Arrays.fill(buffer, length, length + count, (byte) 0);
        length += count;
        return this;
    }

    /** A text behind its length, cut at {@code most} bytes. */
    ScapOutput text(byte[] text, int most) {
        int count = Math.min(text.length, most);
        return u16(count).bytes(text, 0, count);
    }

    ScapOutput text(String latin, int most) {
        return text(latin.getBytes(StandardCharsets.ISO_8859_1), most);
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
        }
    }

    /** Writes what was put together as a block, and begins the next. */
    void block(int type) throws IOException {
        zeros(-length & 3);
        byte[] frame = new byte[12];
        for (int i = 0; i < 4; i++) {
            frame[i] = (byte) (type >>> 8 * i);
            frame[4 + i] = (byte) (length + 12 >>> 8 * i);
            frame[8 + i] = frame[4 + i];
        }
        out.write(frame, 0, 8);
        out.write(buffer, 0, length);
        out.write(frame, 8, 4);
        length = 0;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
