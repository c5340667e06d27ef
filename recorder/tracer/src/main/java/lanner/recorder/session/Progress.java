package lanner.recorder.session;

import lanner.capture.CaptureWriter;
import lanner.recorder.recording.Recording;

/** What every recording tells of itself while it runs; how it can be ended depends on what it follows. */
abstract class Progress implements RunningRecording {
    private final Recording recording;
    private final CaptureWriter writer;

    Progress(Recording recording, CaptureWriter writer) {
        this.recording = recording;
        this.writer = writer;
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
