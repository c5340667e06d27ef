package lanner.cli.tui.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lanner.investigation.index.JobProgress;
import lanner.product.FileFailure;

/** Starts work beside the window. All methods are for the window's thread. */
public final class Jobs {
    private static final long STACK_BYTES = 128L << 20;

    private final Executor beside;
    private final Executor window;
    private final Consumer<String> troubles;
    private final List<Job> running = new ArrayList<>();
    private boolean closed;

    /** Work that can be cancelled: empty if it was. */
    @FunctionalInterface
    public interface Work<T> {
        Optional<T> run(JobProgress progress) throws IOException;
    }

    /**
     * @param beside runs the work
     * @param window runs what is to be done on the window's thread
     * @param troubles takes a sentence when work fails
     */
    public Jobs(Executor beside, Executor window, Consumer<String> troubles) {
        this.beside = beside;
        this.window = window;
        this.troubles = troubles;
    }

    /** A thread for each piece of work. Conditions may nest a thousand deep: the default stack is not made for that. */
    public static void inThread(Runnable work) {
        Thread thread = new Thread(null, work, "lanner-job", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** Those that run, the oldest first. */
    public List<Job> running() {
        return List.copyOf(running);
    }

    /**
     * Starts work.
     *
     * @param then takes the result; empty if the work was cancelled or failed
     */
    <T> Job start(String name, Work<T> work, Consumer<Optional<T>> then) {
        Job job = new Job(name);
        running.add(job);
        beside.execute(() -> run(job, work, then));
        return job;
    }

    private <T> void run(Job job, Work<T> work, Consumer<Optional<T>> then) {
        try {
            Optional<T> result = work.run(job);
            window.execute(() -> end(job, result, then));
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The window stays open whatever has failed, and shows why.
            String why = FileFailure.sentence(e);
            window.execute(() -> {
                if (!job.isCancelled() && !closed) {
                    troubles.accept(job.name() + ": " + why);
                }
                end(job, Optional.empty(), then);
            });
        }
    }

    private <T> void end(Job job, Optional<T> result, Consumer<Optional<T>> then) {
        running.remove(job);
        job.end();
        if (!closed) {
            then.accept(result);
        }
    }

    /** Cancels everything and delivers no more results. */
    public void close() {
        closed = true;
        running.forEach(Job::cancel);
    }
}
