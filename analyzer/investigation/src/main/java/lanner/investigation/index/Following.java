package lanner.investigation.index;

import java.util.concurrent.locks.LockSupport;

/** Says how a capture is followed while it is being recorded: whether it is read on, waited with, or left as it is. From any thread. */
public final class Following {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private volatile boolean paused;
    private volatile boolean ended;

    /** Reads no more until it is to go on. What is recorded meanwhile is read then. */
    public void pause(boolean wanted) {
        paused = wanted;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Reads no more; what was read is the whole. */
    public void end() {
        ended = true;
    }

    /** Waits while it is paused. */
    private void awaitTurn(JobProgress progress) {
        while (paused && !ended && !progress.isCancelled()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Waits while it is paused; false when there is nothing more to be read. Asked by the reading thread. */
    public boolean goesOn(JobProgress progress) {
        awaitTurn(progress);
        return !ended && !progress.isCancelled();
    }

    /** The same job, which waits while this is paused. */
    public JobProgress waiting(JobProgress progress) {
        return new JobProgress() {
            @Override
            public void at(double part) {
                // Nobody knows how much there will be.
            }

            @Override
            public boolean isCancelled() {
                awaitTurn(progress);
                return progress.isCancelled();
            }
        };
    }
}
