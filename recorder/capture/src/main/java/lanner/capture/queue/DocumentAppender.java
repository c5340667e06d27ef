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
 * file's length is asked before each touch of the memory, and nothing here swaps: what is cut in between is an InternalError.
 */
final class DocumentAppender implements Closeable {
    /** What one mapping of Chronicle's holds for sure behind any place of it. */
    private static final int LONGEST = 32 * 1024;

    /** The file's header and the first pages of its index lie below. */
    private static final long HEAD = 128 * 1024;

    /** Memory that could be written stays so for at least as long, but for a disk that begins to hang just then. */
    private static final long WRITABLE_NANOS = 20_000;

    private static final long UNKNOWN = -1;

    /** The file at hand. */
    interface Target {
        /** How long it is now; negative if that cannot be told. */
        long size();

        /** Waits until memory that it is mapped to can be written. */
        void awaitWritable(long address, long length);
    }

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final int spacing;
    private final Target file;

    /** The header of the file at hand, and the memory that its documents lie in; null before its first document. */
    private @Nullable SingleChronicleQueueStore store;

    private @Nullable Bytes<?> mapped;

    /** Where its beginning is mapped, as long as the header is. */
    private long head;

    /** Where the next document goes, unless the queue has put a page of its index there. */
    private long next;

    /** Documents in the file. */
    private long documents;

    /** Where the last document is, if the file's header does not say so yet. */
    private long untold = UNKNOWN;

    /** When the memory behind the last document could be written, and how far. */
    private long writableSince = System.nanoTime() - WRITABLE_NANOS;

    private long writableTo;

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
        long reaches = wholeLength();
        boolean isOurs =
                documents % spacing != 0 && length <= LONGEST && reaches >= next + Wires.SPB_HEADER_SIZE + length;
        long end = isOurs ? appendBehind(record, length) : UNKNOWN;
        if (end == UNKNOWN) {
            if (head != 0 && reaches >= HEAD) {
                file.awaitWritable(head, HEAD);
            }
            tell();
            end = appendByQueue(record, length);
        }
        documents++;
        next = end + 3 & ~3L;
        return end;
    }

    private long wholeLength() {
        long reaches = file.size();
        if (documents > 0 && reaches < next) {
            throw new UncheckedIOException(new IOException("a file of it was cut short"));
        }
        return reaches;
    }

    private long appendBehind(byte[] record, int length) {
        Bytes<?> target = mapped;
        if (target == null || target.readVolatileInt(next) != Wires.NOT_INITIALIZED) {
            return UNKNOWN;
        }
        long end = next + Wires.SPB_HEADER_SIZE + length;
        long now = System.nanoTime();
        if (end > writableTo || now - writableSince > WRITABLE_NANOS) {
            file.awaitWritable(target.addressForWrite(next), end - next);
            writableSince = now;
            writableTo = end;
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
                head = store == null ? 0 : target.addressForRead(0);
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
        head = 0;
        writableTo = 0;
    }
}
