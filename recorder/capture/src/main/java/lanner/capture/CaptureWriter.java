package lanner.capture;

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

    /** Events written so far; records of the frame (header, snapshot) do not count. */
    long events();

    /** Bytes of records written so far, with their framing. */
    long bytes();

    /** Writes the footer, forces everything to the disk and trims the file. Does nothing the second time. */
    void close(CaptureEnd end) throws CaptureWriteException;
}
