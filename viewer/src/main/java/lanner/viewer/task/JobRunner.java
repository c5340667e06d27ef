package lanner.viewer.task;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import lanner.investigation.index.JobProgress;
import lanner.product.FileFailure;

/** Runs jobs on background threads. All its methods are for the JavaFX thread, and all answers come on it. */
public final class JobRunner {
    private static final long STACK_BYTES = 64L << 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(3, JobRunner::thread);
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    private final Consumer<String> failures;
    private final AnimationTimer ticker = new AnimationTimer() {
        private final Pace pace = new Pace();

        @Override
        public void handle(long now) {
            if (pace.isDue()) {
                running.forEach(Job::show);
            }
        }
    };

    /** The work of a job, off the JavaFX thread. */
    @FunctionalInterface
    public interface Work<T> {
        T run(JobProgress progress) throws Exception;
    }

    /** @param failures takes the sentence of a job that failed */
    public JobRunner(Consumer<String> failures) {
        this.failures = failures;
    }

    private static Thread thread(Runnable work) {
        // Conditions may nest deeply.
        Thread thread = new Thread(null, work, "lanner-job", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** Jobs that are running, the oldest first. */
    public ObservableList<Job> running() {
        return running;
    }

    /**
     * Starts a job. After the end of all one that is cancelled already.
     *
     * @param name what a person sees while it takes long
     * @param then takes the result, of a cancelled job too
     */
    public <T> Job start(String name, Work<T> work, Consumer<T> then) {
        return start(name, work, then, () -> {});
    }

    /**
     * The same for one whose failure leaves something to be set right: a place that says that it is being read.
     *
     * @param failed runs in the place of {@code then} where the work failed, cancelled or not
     */
    public <T> Job start(String name, Work<T> work, Consumer<T> then, Runnable failed) {
        Job job = new Job(name);
        if (threads.isShutdown()) {
            // A window that is closing still has a timer or a layout to go.
            job.cancel();
            job.end(Job.State.CANCELLED);
            return job;
        }
        running.add(job);
        ticker.start();
        threads.execute(() -> run(job, work, then, failed));
        return job;
    }

    private <T> void run(Job job, Work<T> work, Consumer<T> then, Runnable failed) {
        try {
            T result = work.run(new JobProgress() {
                @Override
                public void at(double part) {
                    job.reach(part);
                }

                @Override
                public boolean isCancelled() {
                    return job.isCancelled();
                }
            });
            Platform.runLater(() -> {
                end(job, job.isCancelled() ? Job.State.CANCELLED : Job.State.DONE);
                if (!threads.isShutdown()) {
                    then.accept(result);
                }
            });
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            // The window stays open whatever has failed, and shows why.
            String why = FileFailure.sentence(e);
            Platform.runLater(() -> {
                end(job, Job.State.FAILED);
                if (!job.isCancelled() && !threads.isShutdown()) {
                    failures.accept(job.name() + ": " + why);
                }
                if (!threads.isShutdown()) {
                    failed.run();
                }
            });
        }
    }

    private void end(Job job, Job.State how) {
        running.remove(job);
        if (running.isEmpty()) {
            ticker.stop();
        }
        job.end(how);
    }

    /**
     * Cancels everything and delivers no more results: the window that would show them is closed. What is started from now on
     * is cancelled before it begins.
     */
    public void close() {
        running.forEach(Job::cancel);
        threads.shutdownNow();
    }
}
