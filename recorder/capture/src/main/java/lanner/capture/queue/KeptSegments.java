package lanner.capture.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import lanner.capture.CaptureWriteException;
import lanner.capture.Retention;
import lanner.capture.SegmentListener;

/** The segments of a capture that have ended and are still there. Drops the oldest, as many as the retention says. */
final class KeptSegments {
    private record Segment(Path path, long bytes, long lastMonotonic) {}

    private final Retention retention;
    private final SegmentListener listener;
    private final Map<String, String> hashes;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private int dropped;

    /** @param hashes of segments, by their files' names: those of dropped ones are removed */
    KeptSegments(Retention retention, SegmentListener listener, Map<String, String> hashes) {
        this.retention = retention;
        this.listener = listener;
        this.hashes = hashes;
    }

    /** The newest has ended. */
    void add(Path path, long bytes, long lastMonotonic) {
        segments.add(new Segment(path, bytes, lastMonotonic));
    }

    /**
     * Drops what the retention does not keep.
     *
     * @param others bytes that are taken beside those of the segments here
     */
    void drop(long others, long monotonicNanos) throws CaptureWriteException {
        long total = others;
        for (Segment each : segments) {
            total += each.bytes();
        }
        while (!segments.isEmpty()
                && isTooMuch(total, monotonicNanos)
                && listener.mayDrop(segments.element().path(), false)) {
            total -= segments.element().bytes();
            dropOldest();
        }
    }

    private boolean isTooMuch(long total, long monotonicNanos) {
        return retention.maxBytes() != 0 && total > retention.maxBytes()
                || retention.maxSegments() != 0 && segments.size() >= retention.maxSegments()
                || retention.maxAgeNanos() != 0
                        && monotonicNanos - segments.element().lastMonotonic() > retention.maxAgeNanos();
    }

    /** Drops the oldest where the disk is full: the newest is worth more. False where nothing is to be dropped. */
    boolean dropForSpace() throws CaptureWriteException {
        if (!retention.drops() || segments.isEmpty()) {
            return false;
        }
        listener.mayDrop(segments.element().path(), true);
        dropOldest();
        return true;
    }

    private void dropOldest() throws CaptureWriteException {
        Segment oldest = segments.remove();
        try {
            if (Files.exists(oldest.path(), LinkOption.NOFOLLOW_LINKS)) {
                // Emptied first: it may be mapped for a while yet, and what is mapped is not freed. Not if it was kept.
                if ((int) Files.getAttribute(oldest.path(), "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1) {
                    try (FileChannel channel =
                            FileChannel.open(oldest.path(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                        channel.truncate(0);
                    }
                }
                Files.delete(oldest.path());
            }
        } catch (IOException e) {
            throw CaptureWriteException.at(oldest.path(), e);
        }
        hashes.remove(oldest.path().getFileName().toString());
        dropped++;
    }

    /** Has all of them in another directory as well. */
    void linkInto(Path other) throws IOException {
        for (Segment each : segments) {
            Files.createLink(other.resolve(each.path().getFileName()), each.path());
        }
    }

    /** How many have been dropped so far. */
    int dropped() {
        return dropped;
    }
}
