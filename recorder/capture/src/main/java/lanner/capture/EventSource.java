package lanner.capture;

import java.io.Closeable;
import java.io.IOException;
import lanner.capture.event.Event;

/** Records in order: a capture's, or those of another format translated. */
public interface EventSource extends Closeable {
    /**
     * Moves the view to the next record, the segment's frame included.
     *
     * @return false at the end
     */
    boolean next(Event event) throws IOException;

    /** Bytes read so far, of {@link #totalBytes}. */
    long readBytes();

    long totalBytes();

    /** What was found so far; whole once {@link #next} has answered false. */
    CaptureReport report();
}
