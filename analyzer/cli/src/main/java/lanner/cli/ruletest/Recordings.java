package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import lanner.product.FileFailure;
import lanner.product.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Scripts recorded on the spot, each once however many tests ask about it. Owns a directory for what they write and what
 * is recorded; it goes away on close.
 */
public final class Recordings implements AutoCloseable {
    /** What the name of a run's directory begins with: texts that hold it change from run to run. */
    static final String PREFIX = "lanner-test";

    private static final long PATIENCE_SECONDS = 20;

    /** Records a script. */
    @FunctionalInterface
    public interface Recorder {
        /**
         * @param directory empty: for the capture and for what the script leaves
         * @return the capture
         * @throws SkipException when this machine does not allow it
         * @throws IOException with a sentence, when it cannot be recorded
         */
        Path record(RuleTest.Script script, Path directory) throws IOException;
    }

    /** A test that this machine cannot run. */
    public static final class SkipException extends IOException {
        private static final long serialVersionUID = 1L;

        public SkipException(String why) {
            super(why);
        }
    }

    /** @param seconds how long it took */
    record Recording(Path capture, double seconds) {}

    private final Recorder recorder;
    private final ExecutorService threads;
    private final Map<RuleTest.Script, CompletableFuture<Recording>> begun = new HashMap<>();
    /** Null until something is recorded. */
    private @Nullable Path root;

    private int number;

    /** @param jobs how many scripts run at once */
    public Recordings(Recorder recorder, int jobs) {
        this.recorder = recorder;
        this.threads = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work, "lanner-recording");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The recording of a script, begun when it is asked for first. Ends with the recorder's exception as cause. */
    synchronized CompletableFuture<Recording> of(RuleTest.Script script) throws IOException {
        CompletableFuture<Recording> before = begun.get(script);
        if (before != null) {
            return before;
        }
        if (root == null) {
            root = Files.createTempDirectory(PREFIX);
        }
        Path directory = Files.createDirectory(root.resolve(Integer.toString(number++)));
        CompletableFuture<Recording> recording =
                CompletableFuture.supplyAsync(() -> record(script, directory), threads);
        begun.put(script, recording);
        return recording;
    }

    /** The capture of a test: its own, or its script's, which must have been recorded. */
    public Path capture(RuleTest test) throws IOException {
        if (test.material() instanceof RuleTest.Recorded recorded) {
            return recorded.capture();
        }
        return of((RuleTest.Script) test.material()).join().capture();
    }

    /** Whether its recording was requested and not dropped since. */
    synchronized boolean isBegun(RuleTest.Script script) {
        return begun.containsKey(script);
    }

    private Recording record(RuleTest.Script script, Path directory) {
        long began = System.nanoTime();
        try {
            return new Recording(recorder.record(script, directory), (System.nanoTime() - began) / 1e9);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Forgets recordings that failed: they are tried again when they are asked for. */
    synchronized void forgetFailed() {
        begun.values().removeIf(CompletableFuture::isCompletedExceptionally);
    }

    /** Forgets all: scripts are recorded anew when they are asked for. */
    synchronized void forgetAll() {
        begun.clear();
    }

    /** Ends what still runs and removes what was recorded. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a recorder does not end; the directory " + root + " is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove();
    }

    private synchronized void remove() throws IOException {
        if (root == null) {
            return;
        }
        try {
            Trees.delete(root);
        } catch (IOException e) {
            throw new IOException("the directories of scripts cannot be removed: " + FileFailure.sentence(e), e);
        }
    }
}
