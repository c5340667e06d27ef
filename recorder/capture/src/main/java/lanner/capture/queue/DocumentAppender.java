package lanner.capture.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.ExcerptContext;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wires;
import org.jspecify.annotations.Nullable;

/**
 * Appends documents to a queue that has no other writer.
 *
 * <p>Chronicle's appender takes the queue's lock, looks up the last document and updates the file's header for each document:
 * four fifths of what writing a short record costs. Here it writes the first document of a file, those that the queue's index
 * lists (one in 256), and long ones. All others are written behind the last one into the memory that it has mapped, in the
 * same way: a header that says that it is being written, then the bytes, then the header with their length. Before the appender
 * writes again, and at the end of a file, the file's header is given the last document's place and number: whoever opens
 * the file with Chronicle finds the same header, index and documents as if the appender had written them all.
 *
 * <p>A program that may write the file may cut it short, and a page of a mapping that its file does not reach ends the process
 * (SIGBUS) where HotSpot does not expect it: at a compare-and-swap in code that is not compiled, as Chronicle has them. So the
 * file's length is asked before the memory is touched, and nothing here swaps: what is cut in between is an InternalError.
 */
final class DocumentAppender implements Closeable {
    /** What one mapping of Chronicle's holds for sure behind any place of it. */
    private static final int LONGEST = 32 * 1024;

    /** A file that could be written is not measured again for so long: records of one reading out follow at once. */
    private static final long MEASURE_NANOS = 2_000;

    /** How often the disk is asked: it is not for at least as long, and for most of the time. */
    private static final long ASK_NANOS = 20_000;

    private static final long ASK_SHARE = 20;
    private static final long ASK_NANOS_MOST = 1_000_000;

    private static final long UNKNOWN = -1;

    /** The file at hand. */
    interface Target {
        /** How long it is now; negative if that cannot be told. */
        long size();

        /** Writes a byte that is there already, and so waits until the disk takes something. */
        void awaitDisk(long at, byte same);
    }

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final int spacing;
    private final Target file;

    /** The header of the file at hand, and the memory that its documents lie in; null before its first document. */
    private @Nullable SingleChronicleQueueStore store;

    private @Nullable Bytes<?> mapped;

    /** The file's first byte, which never changes. */
    private byte first;

    /** Where the next document goes, unless the queue has put a page of its index there. */
    private long next;

    /** Documents in the file. */
    private long documents;

    /** Where the last document is, if the file's header does not say so yet. */
    private long untold = UNKNOWN;

    /** How long the file was when it was measured last; less than what is next where another file is begun. */
    private long reaches;

    /** When it is measured again. */
    private long measureAgain = System.nanoTime();

    /** When the disk is asked again whether it takes something. */
    private long askAgain = System.nanoTime();

    DocumentAppender(SingleChronicleQueue queue, Target file) {
        this.queue = queue;
        this.appender = queue.createAppender();
        this.spacing = queue.rollCycle().defaultIndexSpacing();
        this.file = file;
    }

    /** Whoever opens a queue may hand it to the one thread that writes. */
    void mayChangeThread() {
        appender.singleThreadedCheckReset();
    }

    /** Ends a file. The next document begins the one that the queue's clock names then. */
    void endFile() {
        wholeLength();
        tell();
        close();
        documents = 0;
    }

    /**
     * Writes a document; where it ends in the file.
     *
     * @throws UncheckedIOException when the file does not reach the end of its last document any more
     */
    long append(byte[] record, int length) {
        long now = System.nanoTime();
        if (now - measureAgain >= 0) {
            reaches = wholeLength();
            measureAgain = now + MEASURE_NANOS;
        }
        boolean isOurs =
                documents % spacing != 0 && length <= LONGEST && reaches >= next + Wires.SPB_HEADER_SIZE + length;
        long end = isOurs ? appendBehind(record, length, now) : UNKNOWN;
        if (end == UNKNOWN) {
            reaches = wholeLength();
            if (store != null && reaches > 0) {
                file.awaitDisk(0, first);
            }
            tell();
            end = appendByQueue(record, length);
        }
        documents++;
        next = end + 3 & ~3L;
        return end;
    }

    private long wholeLength() {
        long length = file.size();
        if (documents > 0 && length < next) {
            throw new UncheckedIOException(new IOException("a file of it was cut short"));
        }
        return length;
    }

    private long appendBehind(byte[] record, int length, long now) {
        Bytes<?> target = mapped;
        if (target == null || target.readVolatileInt(next) != Wires.NOT_INITIALIZED) {
            return UNKNOWN;
        }
        long end = next + Wires.SPB_HEADER_SIZE + length;
        if (now - askAgain >= 0) {
            file.awaitDisk(next, (byte) 0);
            long then = System.nanoTime();
            askAgain = then + Math.min(ASK_NANOS_MOST, Math.max(ASK_NANOS, (then - now) * ASK_SHARE));
        }
        target.writeOrderedInt(next, Wires.NOT_COMPLETE_UNKNOWN_LENGTH);
        target.write(next + Wires.SPB_HEADER_SIZE, record, 0, length);
        target.writeOrderedInt(next, length);
        untold = next;
        return end;
    }

    private long appendByQueue(byte[] record, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> target = document.wire().bytes();
            target.write(record, 0, length);
            if (store == null) {
                // None if the file has lost its name: then the queue's appender goes on alone.
                store = queue.storeForCycle(appender.cycle(), queue.epoch(), false, null);
                mapped = store == null ? null : target;
                first = target.readByte(0L);
            }
            return target.writePosition();
        }
    }

    /** Has the file's header say where the last document is, and which it is. */
    private void tell() {
        if (untold == UNKNOWN || store == null) {
            return;
        }
        try {
            store.writePosition(untold);
            store.setPositionForSequenceNumber((ExcerptContext) appender, documents - 1, untold);
            untold = UNKNOWN;
        } catch (StreamCorruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets go of the file at hand. */
    @Override
    public void close() {
        if (store != null) {
            queue.closeStore(store);
        }
        store = null;
        mapped = null;
        reaches = 0;
    }
}
