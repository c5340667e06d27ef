package lanner.viewer.task;

import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import lanner.product.FileFailure;
import org.jspecify.annotations.Nullable;

/**
 * Gives memory back to the system when jobs have run for a while and the window has come to rest: what they went through need not
 * stay. What was mapped and is not used any more, such as the columns of a capture that was closed, is unmapped by the collector
 * alone, which has no reason of its own to run then. It stops the window for a tenth of a second, so not while something runs.
 * For the JavaFX thread.
 */
public final class MemoryRelease {
    private static final long REST_MILLIS = 500;
    /** Less work has not touched much. */
    private static final long WORTH_NANOS = 300_000_000;

    private final JobRunner jobs;
    private final Release release;
    private final Consumer<String> troubles;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "lanner-memory");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> next;
    private boolean busy;
    private long began;
    private long worked;

    /** Lets go of what can be made again. Off the JavaFX thread. */
    @FunctionalInterface
    public interface Release {
        void run() throws IOException;
    }

    /** @param troubles takes a sentence where that failed */
    public MemoryRelease(JobRunner jobs, Release release, Consumer<String> troubles) {
        this.jobs = jobs;
        this.release = release;
        this.troubles = troubles;
        // Its thread ends when there is nothing to do: a window that is closed leaves none behind.
        timer.setKeepAliveTime(REST_MILLIS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        jobs.running().addListener((ListChangeListener<Job>) change -> changed());
    }

    private void changed() {
        boolean running = !jobs.running().isEmpty();
        if (running == busy) {
            return;
        }
        busy = running;
        if (running) {
            began = System.nanoTime();
            cancel();
            return;
        }
        worked += System.nanoTime() - began;
        if (worked > WORTH_NANOS) {
            soon();
        }
    }

    /** Once nothing has run for half a second. */
    public void soon() {
        // What runs now leads here at its end.
        worked = WORTH_NANOS + 1;
        cancel();
        if (!busy) {
            next = timer.schedule(this::run, REST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void run() {
        Platform.runLater(() -> worked = 0);
        try {
            release.run();
        } catch (IOException | RuntimeException e) {
            // The window goes on with what it has.
            Platform.runLater(() -> troubles.accept("memory is not given back: " + FileFailure.sentence(e)));
        }
        System.gc();
    }
}
