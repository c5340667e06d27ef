package lanner.recorder.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.event.EventEncoder;

/** A capture that could not be begun: its first record fails as that of one whose disk is full. */
final class NoCapture implements CaptureWriter {
    private final CaptureWriteException reason;

    NoCapture(CaptureWriteException reason) {
        this.reason = reason;
    }

    @Override
    public void append(EventEncoder event) throws CaptureWriteException {
        throw reason;
    }

    @Override
    public boolean segmentIsFull() {
        return false;
    }

    @Override
    public void roll(String why, long timeNanos, long monotonicNanos, Map<String, Long> counters)
            throws CaptureWriteException {
        throw reason;
    }

    @Override
    public void keep(Path other) throws IOException {
        throw reason;
    }

    @Override
    public long events() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long unsyncedBytes() {
        return 0;
    }

    @Override
    public long lastSyncMillis() {
        return 0;
    }

    @Override
    public int dropped() {
        return 0;
    }

    @Override
    public void close(CaptureEnd end) {
        // There is nothing to end.
    }
}
