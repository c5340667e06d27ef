package lanner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lanner.capture.event.EventEncoder;

/**
 * Writes one capture, record by record. One thread owns it. When {@link #append} returns, the record is in memory that
 * the kernel holds: it survives the death of this process at any moment.
 */
public interface CaptureWriter {
    /**
     * Completes the event in the encoder with the next sequence number and writes it.
     *
     * @throws CaptureWriteException when it could not be written; nothing after it can be, and {@link #close} is still
     *     to be called
     */
    void append(EventEncoder event) throws CaptureWriteException;

    /** Whether the segment has grown or aged enough for {@link #roll}; to be asked between events. */
    boolean segmentIsFull();

    /**
     * Ends the segment and starts the next one with its header. The caller appends the snapshot that the next events
     * assume. Segments that the retention gives up are deleted.
     *
     * @param reason {@link SegmentFooter#NEXT_FOLLOWS} or {@link SegmentFooter#KEPT}
     * @param timeNanos now, nanoseconds since the epoch
     * @param monotonicNanos now, on the monotonic clock
     * @param counters the recorder's figures so far, for the ended segment's footer
     */
    void roll(String reason, long timeNanos, long monotonicNanos, Map<String, Long> counters)
            throws CaptureWriteException;

    /**
     * Puts the segments that have ended into another capture beside this one; no byte is copied. What is dropped here
     * later stays there.
     */
    void keep(Path other) throws IOException;

    /** Events written so far; records of the frame (header, snapshot) do not count. */
    long events();

    /** Bytes of records written so far, with their framing, those of dropped segments included. */
    long bytes();

    /** Bytes written that are not known to be on the disk. Any thread may ask. */
    long unsyncedBytes();

    /** When all that was written until then was on the disk, in milliseconds since the epoch. Any thread may ask. */
    long lastSyncMillis();

    /** Segments that were dropped. */
    int dropped();

    /**
     * Writes the footer, forces everything to the disk, trims the files and lists their hashes
     * ({@link CaptureManifest}). Does nothing the second time.
     */
    void close(CaptureEnd end) throws CaptureWriteException;
}
