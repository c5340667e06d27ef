package lanner.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verification;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/**
 * Captures that a command asks about as a whole, opened and indexed: with a progress bar, and until the user interrupts.
 * The index is kept in the user's cache, where {@code view} finds it too.
 */
final class Inquiry implements Closeable {
    private static final int STDERR = 2;
    private static final long SHOWN_EVERY_MILLIS = 100;

    private final InterruptHandler interrupt = new InterruptHandler();
    private final Workspace workspace;
    private volatile boolean cancelled;
    private volatile boolean closed;

    /** A job that can be interrupted: empty if it was. */
    interface Job<T> {
        Optional<T> run(JobProgress progress) throws IOException;
    }

    private Inquiry(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @param rules rule files whose alerts are asked about */
    static Inquiry open(List<Path> captures, List<Path> rules) throws IOException {
        List<CaptureSession> opened = new ArrayList<>();
        try {
            for (Path capture : captures) {
                opened.add(opened(capture, rules));
            }
        } catch (IOException | RuntimeException e) {
            for (CaptureSession each : opened) {
                each.close();
            }
            throw e;
        }
        return new Inquiry(new Workspace(opened));
    }

    /** Opens one capture; a packed one is unpacked first, with a progress bar. */
    static CaptureSession opened(Path capture, List<Path> rules) throws IOException {
        if (!Files.isRegularFile(capture)) {
            return CaptureSession.open(capture, rules);
        }
        return ProgressBar.during(Files.size(capture), () -> false, goOn -> CaptureSession.open(capture, rules, goOn));
    }

    Workspace workspace() {
        return workspace;
    }

    /** The user who may interrupt the command. */
    InterruptHandler interruption() {
        return interrupt;
    }

    /** Ends the jobs that run, or lets jobs run again: for a command that goes on after one of them. */
    void cancel(boolean ended) {
        cancelled = ended;
    }

    /** Whether jobs are to end. */
    boolean isCancelled() {
        return closed || cancelled || interrupt.wished();
    }

    /** Makes the index, or finds it. */
    void index() throws IOException {
        run(progress -> workspace.index(progress) ? Optional.of(true) : Optional.empty());
    }

    /**
     * Begins to ask what the captures' own checksums say, beside what else the command does with them.
     *
     * @return a verdict for each, in their order; empty for a file that has no checksums
     */
    Beside<List<Optional<Verification>>> beginVerifying() {
        return new Beside<>(this::verified);
    }

    /** A job on a thread of its own. It ends early when the inquiry is cancelled, interrupted or closed. */
    final class Beside<T> {
        private volatile double part;
        private final FutureTask<Optional<T>> task;

        private Beside(Job<T> job) {
            task = new FutureTask<>(() -> job.run(new JobProgress() {
                @Override
                public void at(double reached) {
                    part = reached;
                }

                @Override
                public boolean isCancelled() {
                    return Inquiry.this.isCancelled();
                }
            }));
            Thread thread = new Thread(task, "lanner-beside");
            thread.setDaemon(true);
            thread.start();
        }

        /**
         * Waits for the job's end.
         *
         * @throws InterruptedIOException when the user interrupted it
         */
        T await() throws IOException {
            return run(this::await);
        }

        private Optional<T> await(JobProgress progress) throws IOException {
            while (true) {
                try {
                    return task.get(SHOWN_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Not a failure: the bar is moved, and the wait goes on.
                    progress.at(part);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException("a job beside the command's own", e.getCause());
                }
            }
        }
    }

    private Optional<List<Optional<Verification>>> verified(JobProgress progress) throws IOException {
        double whole = Math.max(1, bytes());
        double before = 0;
        List<Optional<Verification>> all = new ArrayList<>();
        for (CaptureSession capture : workspace.captures()) {
            double from = before;
            Optional<Verification> found = Optional.empty();
            if (capture.isOurs()) {
                found = CaptureVerifier.verify(capture.capture(), read -> {
                    progress.at(Math.min(1, (from + read) / whole));
                    return !progress.isCancelled();
                });
                if (found.isEmpty()) {
                    return Optional.empty();
                }
            }
            all.add(found);
            before += capture.bytes();
        }
        return Optional.of(all);
    }

    private long bytes() throws IOException {
        long all = 0;
        for (CaptureSession capture : workspace.captures()) {
            all += capture.bytes();
        }
        return all;
    }

    /**
     * Does a job to its end.
     *
     * @throws InterruptedIOException when the user interrupted it
     */
    <T> T run(Job<T> job) throws IOException {
        long whole = bytes();
        AtomicLong done = new AtomicLong();
        JobProgress progress = new JobProgress() {
            @Override
            public void at(double part) {
                done.set((long) (part * whole));
            }

            @Override
            public boolean isCancelled() {
                return Inquiry.this.isCancelled();
            }
        };
        try (ProgressBar bar = ProgressBar.ofBytes(whole, done::get)) {
            if (ProgressBar.isTerminal(STDERR)) {
                bar.start();
            }
            return job.run(progress).orElseThrow(() -> new InterruptedIOException("interrupted"));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            workspace.close();
        } finally {
            interrupt.close();
        }
    }
}
