package lanner.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private final InterruptHandler interrupt = new InterruptHandler();
    private final Workspace workspace;
    private volatile boolean cancelled;

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
        return cancelled || interrupt.wished();
    }

    /** Makes the index, or finds it. */
    void index() throws IOException {
        run(progress -> workspace.index(progress) ? Optional.of(true) : Optional.empty());
    }

    /** What the captures' own checksums say, in their order; empty for a file that has none. */
    List<Optional<Verification>> verify() throws IOException {
        return run(this::verified);
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
        try {
            workspace.close();
        } finally {
            interrupt.close();
        }
    }
}
