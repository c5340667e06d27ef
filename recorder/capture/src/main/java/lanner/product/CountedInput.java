package lanner.product;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that counts what is read from it. One thread reads; any thread may ask how much that was. */
public final class CountedInput extends FilterInputStream {
    private volatile long count;

    public CountedInput(InputStream in) {
        super(in);
    }

    /** Bytes that were read so far; those that were skipped do not count. */
    public long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        int read = super.read(to, at, length);
        add(Math.max(0, read));
        return read;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, others only look
    private void add(int more) {
        count += more;
    }
}
