package lanner.recorder.session;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;

/**
 * Opens the capture beside the thread that starts the program, and takes it back when this process is told to end before
 * the program runs: ended so early, a recorder leaves nothing behind. Once the process is ending, the starting thread goes
 * no further.
 */
final class StartGuard {
    private final CaptureFile capture;
    private final FutureTask<CaptureWriter> opening;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Thread hook = new Thread(this::undo, "lanner-undo");

    /** @param opens begins the capture */
    StartGuard(CaptureFile capture, Callable<CaptureWriter> opens) {
        this.capture = capture;
        opening = new FutureTask<>(opens);
    }

    /** Begins to open the capture: Chronicle takes a while to load, and the rest is prepared meanwhile. */
    void begin() {
        if (!added() || !begun.compareAndSet(false, true)) {
            awaitTheEnd();
        }
        Thread opener = new Thread(opening, "lanner-opening");
        opener.setDaemon(true);
        opener.start();
    }

    /**
     * The capture, once it is open.
     *
     * @throws CaptureWriteException when it could not be begun
     */
    CaptureWriter opened() throws CaptureWriteException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaptureWriteException refused) {
                throw refused;
            }
            throw new IllegalStateException("opening the capture failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** From now on the end of this process leaves the capture as it is. */
    void release() {
        if (!removed()) {
            // The program, which has not run a step, ends with us.
            awaitTheEnd();
        }
    }

    private boolean added() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private boolean removed() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** This process is ending: what it was about to do is not done. */
    private static void awaitTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    /** What the hook does. */
    void undo() {
        if (begun.compareAndSet(false, true)) {
            return;
        }
        try {
            opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaptureWriteException) {
                // What is there belongs to somebody else.
                return;
            }
            // Half opened: libraries do not start while a process ends.
        }
        capture.discardAtExit();
    }
}
