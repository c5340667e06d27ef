package lanner.engine.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.TextCache;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, some records ahead of who asks for them: reading, checking and decoding take
 * about as long as keeping the state and asking rules. What the source throws comes behind the records before it.
 */
final class ReadAhead implements EventSource {
    /** One is filled, one is replayed, one waits. */
    private static final int BATCHES = 3;

    private static final int MOST_RECORDS = 512;
    private static final int USUAL_BYTES = 64 << 10;

    private final EventSource source;
    private final Thread thread;
    /** Batches to be filled; room for the one that tells the thread to end. */
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES + 1);

    private final BlockingQueue<Batch> filled = new ArrayBlockingQueue<>(BATCHES);
    private volatile boolean stopped;
    private Batch batch;
    private int next;
    private long readBytes;

    /** Records that were read, and what came behind them. */
    private static final class Batch {
        final Event[] events = new Event[MOST_RECORDS];
        final long[] readBytes = new long[MOST_RECORDS];
        byte[] bytes = new byte[USUAL_BYTES];
        int count;
        boolean ended;

        @Nullable
        Throwable failure;

        Batch(TextCache texts) {
            for (int i = 0; i < MOST_RECORDS; i++) {
                events[i] = new Event(texts);
            }
        }

        /** Reads records until this is full or the source has no more. */
        void fill(EventSource source) {
            int used = 0;
            count = 0;
            try {
                while (count < MOST_RECORDS && used < USUAL_BYTES / 2) {
                    Event event = events[count];
                    if (!source.next(event)) {
                        ended = true;
                        return;
                    }
                    int size = event.size();
                    if (size > bytes.length - used) {
                        // Views of the records before keep the array that they look at.
                        bytes = new byte[Math.max(USUAL_BYTES, size)];
                        used = 0;
                    }
                    event.moveTo(bytes, used);
                    used += size;
                    readBytes[count++] = source.readBytes();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            }
        }

        boolean isLast() {
            return ended || failure != null;
        }
    }

    /** Begins to read at once. Closing ends that, and closes the source. */
    ReadAhead(EventSource source) {
        this.source = source;
        // Those of the thread that reads: who asks for texts has a cache of their own.
        TextCache texts = new TextCache();
        for (int i = 1; i < BATCHES; i++) {
            free.add(new Batch(texts));
        }
        batch = new Batch(texts);
        thread = new Thread(null, this::fill, "lanner-read", 16L << 20);
        thread.setDaemon(true);
        thread.start();
    }

    private void fill() {
        try {
            Batch filling;
            do {
                filling = free.take();
                if (stopped) {
                    return;
                }
                filling.fill(source);
                filled.put(filling);
            } while (!filling.isLast());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean next(Event event) throws IOException {
        while (next == batch.count) {
            if (batch.isLast() || stopped) {
                rethrow(batch.failure);
                return false;
            }
            free.add(batch);
            batch = read();
            next = 0;
        }
        readBytes = batch.readBytes[next];
        event.take(batch.events[next++]);
        return true;
    }

    private Batch read() throws InterruptedIOException {
        try {
            return filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Bytes read up to the record that was answered last. */
    @Override
    public long readBytes() {
        return readBytes;
    }

    @Override
    public long totalBytes() {
        return source.totalBytes();
    }

    /** What was found so far, in the records read ahead as well. It ends the reading. */
    @Override
    public CaptureReport report() {
        stop();
        return source.report();
    }

    private void stop() {
        stopped = true;
        free.offer(batch);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        source.close();
    }
}
