package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lanner.product.FileFailure;

/**
 * Runs tests, several at once. Scripts are recorded by {@link Recordings}, judged here as soon as each is there: a test
 * waits for its own recording alone.
 */
public final class TestSuite implements AutoCloseable {
    /** Conditions may nest a thousand deep. */
    private static final long STACK_BYTES = 64L << 20;

    private static final long POLL_MILLIS = 20;

    private final TestNeeds needs;
    private final Recordings recordings;
    private final CaptureOpener opener;
    private final ExecutorService judges;

    /** @param recordings stays the caller's to close */
    public TestSuite(int jobs, TestNeeds needs, Recordings recordings, CaptureOpener opener) {
        this.needs = needs;
        this.recordings = recordings;
        this.opener = opener;
        this.judges = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(null, work, "lanner-test", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs tests on the rule files as they are now.
     *
     * @param each takes every outcome, in the tests' order, as soon as it and those before it are there
     * @param ended asked now and then: true ends the run
     * @return the outcomes in the tests' order; fewer than tests when the run was ended
     */
    public List<TestResult> run(List<RuleTest> tests, Consumer<TestResult> each, BooleanSupplier ended)
            throws IOException {
        RuleTestRun run = new RuleTestRun(opener);
        List<CompletableFuture<TestResult>> running = new ArrayList<>();
        for (RuleTest test : tests) {
            running.add(begin(test, run));
        }
        List<TestResult> outcomes = new ArrayList<>();
        for (CompletableFuture<TestResult> one : running) {
            if (!await(one, ended)) {
                running.forEach(unfinished -> unfinished.cancel(true));
                break;
            }
            TestResult outcome = result(one);
            outcomes.add(outcome);
            each.accept(outcome);
        }
        return outcomes;
    }

    private CompletableFuture<TestResult> begin(RuleTest test, RuleTestRun run) throws IOException {
        Optional<String> unmet = needs.unmet(test.needs());
        if (unmet.isPresent()) {
            return CompletableFuture.completedFuture(TestResult.skipped(test, unmet.get()));
        }
        if (test.material() instanceof RuleTest.Recorded recorded) {
            Path capture = recorded.capture();
            return CompletableFuture.supplyAsync(() -> run.run(test, capture, 0), judges);
        }
        RuleTest.Script script = (RuleTest.Script) test.material();
        boolean first = !recordings.isBegun(script);
        return recordings
                .of(script)
                .handleAsync(
                        (recording, failure) -> failure == null
                                ? run.run(test, recording.capture(), first ? recording.seconds() : 0)
                                : notRecorded(test, failure),
                        judges);
    }

    private static TestResult notRecorded(RuleTest test, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Recordings.SkipException skip) {
            return TestResult.skipped(test, String.valueOf(skip.getMessage()));
        }
        if (cause instanceof IOException) {
            return TestResult.error(test, FileFailure.sentence(cause));
        }
        throw new CompletionException(cause);
    }

    /** False when the user wants to end before it is there. */
    private static boolean await(CompletableFuture<TestResult> running, BooleanSupplier ended) {
        try {
            while (!running.isDone() && !ended.getAsBoolean()) {
                Thread.sleep(POLL_MILLIS);
            }
            return running.isDone() && !ended.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static TestResult result(CompletableFuture<TestResult> done) throws IOException {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        judges.shutdownNow();
    }
}
