package lanner.investigation.index;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of an index in, chunk by chunk. A chunk that is full gets its names and goes to its sink on a thread of its own,
 * while the next one is filled; one at a time, so that names are numbered in the order of rows. Used by one thread, but for that.
 */
final class ColumnWriter implements AutoCloseable {
    private final Index index;
    private final IndexBuilder.ChunkSink sink;
    private final NameKeeper names;
    private Chunk chunk = Chunk.empty();
    /** Whether readers see it: then it stays as it is. */
    private boolean shown;
    /** One whose rows are written, for the next rows; null if there is none. */
    private @Nullable Chunk spare;

    private Texts texts = new Texts();
    /** Those of the chunk before. */
    private Texts others = new Texts();
    /** So many rows of the chunk have their names. */
    private int named;

    /** Made for the first chunk that is full. */
    private @Nullable ExecutorService beside;

    /** The chunk before; null if that is finished. */
    private @Nullable Future<?> unfinished;

    ColumnWriter(Index index, IndexBuilder.ChunkSink sink) {
        this.index = index;
        this.sink = sink;
        names = new NameKeeper(index);
    }

    /** The chunk that is being filled. */
    Chunk chunk() {
        return chunk;
    }

    /** What its rows are about. */
    Texts texts() {
        return texts;
    }

    /** For a row that has its numbers at once: those of all rows before it are there. */
    NameKeeper names(int row) throws IOException {
        finish();
        int within = row & Chunk.MASK;
        enter(row - within, within);
        named = within + 1;
        return names;
    }

    /** Makes the rows so far visible; those of a full chunk when it is finished. */
    void publish(int rows) throws IOException {
        finish();
        int within = rows & Chunk.MASK;
        if (within == 0 && rows > 0) {
            handOver(rows);
            return;
        }
        if (within > 0) {
            enter(rows - within, within);
            put(rows >>> Chunk.BITS, chunk);
            shown = true;
        }
        index.publish(rows);
    }

    private void handOver(int rows) {
        Chunk full = chunk;
        Texts about = texts;
        boolean keeps = shown;
        int from = named;
        int alerts = index.alerts.size();
        int gaps = index.gaps.size();
        Chunk again = spare;
        spare = null;
        chunk = again == null ? Chunk.empty() : again;
        shown = false;
        texts = others;
        others = about;
        named = 0;
        if (beside == null) {
            beside = Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, "lanner-columns");
                thread.setDaemon(true);
                return thread;
            });
        }
        unfinished = beside.submit(() -> {
            names.enter(about, full, rows - Chunk.ROWS, from, Chunk.ROWS);
            about.clear();
            Chunk visible = sink.take(full, Chunk.ROWS);
            put(rows - 1 >>> Chunk.BITS, visible);
            if (!keeps && visible != full) {
                full.clear();
                spare = full;
            }
            index.publish(rows, alerts, gaps);
            return rows;
        });
    }

    /** Waits for the chunk before. */
    void finish() throws IOException {
        Future<?> waited = unfinished;
        if (waited == null) {
            return;
        }
        unfinished = null;
        try {
            waited.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException("the columns", e.getCause());
        }
    }

    private void enter(int first, int to) {
        if (named < to) {
            names.enter(texts, chunk, first, named, to);
            texts.clear();
            named = to;
        }
    }

    private void put(int number, Chunk visible) {
        if (number == index.chunks.size()) {
            index.chunks.add(visible);
        } else {
            index.chunks.set(number, visible);
        }
    }

    /** Waits until nothing more is written. */
    @Override
    public void close() {
        if (beside == null) {
            return;
        }
        beside.shutdown();
        boolean interrupted = false;
        while (!beside.isTerminated()) {
            try {
                beside.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // Whoever writes the index closes its file next: not before the last chunk is in it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
