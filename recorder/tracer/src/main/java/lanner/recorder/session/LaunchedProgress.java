package lanner.recorder.session;

import java.util.Optional;
import lanner.capture.CaptureWriter;
import lanner.recorder.delivery.Delivery;
import lanner.recorder.recording.Recording;
import lanner.recorder.trace.TraceLoop;

/** The progress of a program that was started: it can be killed, but not let go. */
final class LaunchedProgress extends Progress {
    private final int pid;
    private final TraceLoop loop;

    LaunchedProgress(int pid, TraceLoop loop, Recording recording, CaptureWriter writer, Optional<Delivery> delivery) {
        super(recording, writer, delivery);
        this.pid = pid;
        this.loop = loop;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public void detach() {
        throw new IllegalStateException("a program that was started cannot be let go: its filter needs us");
    }

    @Override
    public void end() {
        super.end();
        loop.end();
    }

    @Override
    public boolean commandHasEnded() {
        return loop.rootHasEnded();
    }

    @Override
    Optional<TraceLoop> following() {
        return Optional.of(loop);
    }
}
