package lanner.recorder.trace;

import java.util.concurrent.locks.LockSupport;
import lanner.recorder.os.Waker;

/**
 * The end of tracing before the program's own: it is let go, or killed. Any thread may ask for it; the tracer's thread looks
 * between stops whether it is due.
 */
final class Release {
    private static final long WAKE_EVERY = 20_000_000L;

    private final Mode mode;
    private final Program program;
    private final StopQueue ready;
    private final LettingGo lettingGo;
    private final Waker waker;
    private volatile boolean letsGo;
    private volatile boolean atOnce;
    private volatile boolean kills;
    private volatile boolean finished;

    Release(Mode mode, Program program, StopQueue ready, LettingGo lettingGo, Waker waker) {
        this.mode = mode;
        this.program = program;
        this.ready = ready;
        this.lettingGo = lettingGo;
        this.waker = waker;
    }

    /** Has all threads let go, so that none is interrupted by it. Any thread may ask. */
    void detach() {
        letsGo = true;
        wake();
    }

    /** Has what was started for us killed, and what was not let go at once. Any thread may ask. */
    void end() {
        if (mode.stopsAtEveryCall()) {
            atOnce = true;
            detach();
        } else {
            kills = true;
            wake();
        }
    }

    /** Whether the program is to go on without us. */
    boolean letsGo() {
        return letsGo;
    }

    /** Whether tracing is to end now. To be asked between stops. */
    boolean isDue() {
        return letsGo && mayGo() || kills && program.endsByForce();
    }

    private boolean mayGo() {
        return atOnce ? !ready.hasTaken() : lettingGo.isDone();
    }

    /** Tracing has ended: nobody is woken any more. */
    void finished() {
        finished = true;
    }

    private void wake() {
        Thread waking = new Thread(
                () -> {
                    // The tracer may be just about to wait: then this one comes too early, and the next does not.
                    while (!finished) {
                        waker.wake();
                        LockSupport.parkNanos(WAKE_EVERY);
                    }
                },
                "lanner-wake");
        waking.setDaemon(true);
        waking.start();
    }
}
