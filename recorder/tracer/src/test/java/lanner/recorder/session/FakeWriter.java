package lanner.recorder.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriter;
import lanner.capture.event.EventEncoder;

/** A writer that writes nothing. */
final class FakeWriter implements CaptureWriter {
    private final Keeper keeper;
    private long events;

    /** What becomes of segments that are put aside. */
    @FunctionalInterface
    interface Keeper {
        void keep(Path other) throws IOException;
    }

    FakeWriter(Keeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public void append(EventEncoder event) {
        events++;
    }

    @Override
    public boolean segmentIsFull() {
        return false;
    }

    @Override
    public void roll(String reason, long timeNanos, long monotonicNanos, Map<String, Long> counters) {}

    @Override
    public void keep(Path other) throws IOException {
        keeper.keep(other);
    }

    @Override
    public long events() {
        return events;
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
    public void close(CaptureEnd end) {}
}
