package lanner.capture.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file of one segment beside Chronicle's mapping of it: reserves space ahead of the writing, forces what was written
 * to the disk, hashes it, and cuts off at the end what was never used.
 */
final class SegmentFile {
    private final Path path;
    private final ReservedFile space;
    private final FileChannel channel;
    private final SegmentHash hash;

    /** Where the last record ends. Set by the writer, read by the thread that forces. */
    private volatile long written;

    /** Where the record that is being written ends at the earliest; not behind {@link #written} while none is. */
    private final AtomicLong begun = new AtomicLong();

    /** So far all of it is on the disk. Set by the thread that forces. */
    private volatile long forced;

    /** Creates the file, before Chronicle maps it: its space has to be reserved first. */
    SegmentFile(Path path, MessageDigest digest) throws IOException {
        this.path = path;
        space = ReservedFile.create(path);
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        hash = new SegmentHash(channel, digest);
    }

    /** Binds the segment to the one before it, by that one's hash; before anything is written. */
    void startAfter(String previousHash) {
        hash.startAfter(previousHash);
    }

    Path path() {
        return path;
    }

    long written() {
        return written;
    }

    void written(long end) {
        written = end;
    }

    /** A record of so many bytes is written next: a disk that hangs may hold the writer in it. */
    void begin(int length) {
        begun.lazySet(written + length);
    }

    /** The record that was begun will not be written. */
    void giveUp() {
        begun.lazySet(written);
    }

    /** Waits until the disk takes something, as {@link ReservedFile#awaitDisk}. */
    void awaitDisk(long at, byte same) {
        space.awaitDisk(at, same);
    }

    /** Whether a record is being written. */
    boolean isInRecord() {
        return begun.get() > written;
    }

    /** Whether nothing has been written yet, not even a header. */
    boolean isEmpty() {
        return written == 0;
    }

    /** How long the file is now, mapped and unused parts included; negative if that cannot be told. */
    long size() {
        return space.size();
    }

    long reserved() {
        return space.reserved();
    }

    /** Reserves so many bytes behind what is written. */
    ReservedFile.Reserved reserve(long ahead) {
        return space.reserve(written + ahead);
    }

    /** Forces what is written to the disk and hashes it. Any thread may call it. */
    void force() throws IOException {
        long end = written;
        hash.upTo(end);
        channel.force(false);
        forced = end;
    }

    /** Bytes that are written, or being written, and not known to be on the disk. */
    long unforced() {
        return Math.max(written, begun.get()) - forced;
    }

    /** The hash of everything written. */
    String finishHash() throws IOException {
        hash.upTo(written);
        return hash.finish();
    }

    /**
     * Cuts off what was reserved or mapped and never written, forces all of it, and closes. A file without a record is
     * deleted: it would be taken for a segment without a header.
     */
    void close() throws IOException {
        if (isEmpty()) {
            channel.close();
            space.close();
            Files.deleteIfExists(path);
            return;
        }
        channel.truncate(written + 3 & ~3L);
        channel.force(true);
        forced = written;
        channel.close();
        space.close();
    }
}
