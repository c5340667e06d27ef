package lanner.investigation.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Compares the chunks of an index that was kept with their checksums: beside the caller, who reads the tables meanwhile, and then
 * on both threads. They are read, not mapped: of what is mapped each page that was looked at stays resident, and of many columns
 * nobody asks for more than the rows in view.
 */
final class ColumnCheck implements AutoCloseable {
    /** Of a chunk at a time. */
    private static final int PART = 256 << 10;

    private final FileChannel columns;
    private final long[] sums;
    /** The chunk that is looked at next. */
    private final AtomicInteger next = new AtomicInteger();

    private final FutureTask<Boolean> beside = new FutureTask<>(this::check);

    private ColumnCheck(FileChannel columns, long[] sums) {
        this.columns = columns;
        this.sums = sums;
    }

    /**
     * Begins beside the caller.
     *
     * @param columns stays open until this is closed
     * @param sums of each chunk
     */
    static ColumnCheck begin(FileChannel columns, long[] sums) {
        ColumnCheck check = new ColumnCheck(columns, sums);
        Thread thread = new Thread(check.beside, "lanner-checksums");
        thread.setDaemon(true);
        thread.start();
        return check;
    }

    /** @throws IOException when a checksum does not hold, or the file cannot be read */
    void finish() throws IOException {
        check();
        try {
            beside.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("the checksums", e.getCause());
        }
    }

    private boolean check() throws IOException {
        ByteBuffer part = ByteBuffer.allocateDirect(PART);
        for (int chunk = next.getAndIncrement(); chunk < sums.length; chunk = next.getAndIncrement()) {
            if (checksum((long) chunk * Chunk.BYTES, part) != sums[chunk]) {
                throw new IOException("the checksum of chunk " + chunk + " does not hold");
            }
        }
        return true;
    }

    /** @param part room for some of the chunk */
    private long checksum(long from, ByteBuffer part) throws IOException {
        CRC32C sum = new CRC32C();
        for (int at = 0; at < Chunk.BYTES; ) {
            part.clear().limit(Math.min(part.capacity(), Chunk.BYTES - at));
            int read = columns.read(part, from + at);
            if (read <= 0) {
                throw new EOFException("the columns end early");
            }
            sum.update(part.flip());
            at += read;
        }
        return sum.getValue();
    }

    /** Looks at no further chunk. */
    @Override
    public void close() {
        next.set(sums.length);
    }
}
