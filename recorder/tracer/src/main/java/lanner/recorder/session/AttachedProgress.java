package lanner.recorder.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lanner.capture.CaptureWriter;
import lanner.recorder.delivery.Delivery;
import lanner.recorder.recording.Recording;
import lanner.recorder.trace.TraceLoop;

/**
 * The progress of processes that are attached to: they can be let go. It is there before the first of them is attached to;
 * what is asked of it until the loop begins is done then.
 */
final class AttachedProgress extends Progress {
    private final AtomicReference<TraceLoop> loop = new AtomicReference<>();
    private volatile boolean detachAsked;
    private volatile boolean endAsked;

    AttachedProgress(Recording recording, CaptureWriter writer, Optional<Delivery> delivery) {
        super(recording, writer, delivery);
    }

    /** The loop that follows them is there. */
    void begins(TraceLoop following) {
        loop.set(following);
        // Asked before or after it was set, each request reaches it: the one who asks looks here last.
        if (endAsked) {
            following.end();
        } else if (detachAsked) {
            following.detach();
        }
    }

    @Override
    Optional<TraceLoop> following() {
        return Optional.ofNullable(loop.get());
    }

    @Override
    public int pid() {
        return 0;
    }

    @Override
    public void detach() {
        detachAsked = true;
        following().ifPresent(TraceLoop::detach);
    }

    @Override
    public void end() {
        super.end();
        endAsked = true;
        following().ifPresent(TraceLoop::end);
    }

    @Override
    public boolean commandHasEnded() {
        return false;
    }
}
