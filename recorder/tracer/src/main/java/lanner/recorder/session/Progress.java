package lanner.recorder.session;

import java.util.Optional;
import lanner.capture.CaptureWriter;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.delivery.Delivery;
import lanner.recorder.recording.Recording;
import lanner.recorder.trace.TraceLoop;

/** What every recording tells of itself while it runs; how it can be ended depends on what it follows. */
abstract class Progress implements RunningRecording {
    private final Recording recording;
    private final CaptureWriter writer;
    private final Optional<Delivery> delivery;

    Progress(Recording recording, CaptureWriter writer, Optional<Delivery> delivery) {
        this.delivery = delivery;
        this.recording = recording;
        this.writer = writer;
    }

    @Override
    public void end() {
        delivery.ifPresent(Delivery::abandon);
    }

    @Override
    public final Delivered delivered() {
        return delivery.map(Delivery::delivered).orElse(Delivered.NOTHING);
    }

    @Override
    public final void keep() {
        recording.wishToKeep();
    }

    @Override
    public final long events() {
        return writer.events();
    }

    @Override
    public final long bytes() {
        return writer.bytes();
    }

    @Override
    public final long unsyncedBytes() {
        return writer.unsyncedBytes();
    }

    @Override
    public final long lastSyncMillis() {
        return writer.lastSyncMillis();
    }

    @Override
    public final long unreadable() {
        return recording.unreadable();
    }

    @Override
    public final long unserved() {
        return following().map(TraceLoop::unserved).orElse(0L);
    }

    @Override
    public final Optional<String> failure() {
        return following().flatMap(TraceLoop::failure);
    }

    @Override
    public final long stops() {
        return following().map(TraceLoop::stops).orElse(0L);
    }

    /** The loop that traces, once it is there. */
    abstract Optional<TraceLoop> following();

    @Override
    public final int processes() {
        return recording.processes();
    }

    @Override
    public final int dropped() {
        return writer.dropped();
    }

    @Override
    public final long tracerNanos() {
        return recording.tracerNanos();
    }
}
