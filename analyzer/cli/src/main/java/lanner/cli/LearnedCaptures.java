package lanner.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.fact.Behaviour;
import lanner.behaviour.shape.Shapes;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.engine.field.FieldRegistry;
import lanner.engine.replay.Replay;
import lanner.engine.rules.run.RuleSet;
import lanner.product.ExitCode;

/** Learns what captures did: one capture a thread, as many threads as there are processors. */
final class LearnedCaptures {
    private final RuleSet rules;
    private final FieldRegistry fields;
    private final Replay.Match match;
    private final Shapes shapes;
    private final InterruptHandler interruption;
    private final PrintWriter err;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicBoolean given = new AtomicBoolean();
    private ExitCode status = ExitCode.DONE;

    /** What one capture did, and what its reader found. */
    private record Learned(Baseline baseline, CaptureReport report) {}

    /**
     * @param rules whose alerts are learned too
     * @param match how many of them an event may raise alerts from
     * @param err where damage is reported
     */
    LearnedCaptures(
            RuleSet rules,
            FieldRegistry fields,
            Replay.Match match,
            Shapes shapes,
            InterruptHandler interruption,
            PrintWriter err) {
        this.rules = rules;
        this.fields = fields;
        this.match = match;
        this.shapes = shapes;
        this.interruption = interruption;
        this.err = err;
    }

    /** The status that comes of the damage found so far. */
    ExitCode status() {
        return status;
    }

    /**
     * What all sets of captures did, a baseline for each set.
     *
     * @throws InterruptedIOException when the user interrupted it
     */
    List<Baseline> learn(List<List<Path>> sets) throws IOException {
        List<Path> all = sets.stream().flatMap(List::stream).toList();
        int jobs = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), all.size()));
        Queue<RuleSet> ownRules = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(jobs, LearnedCaptures::thread);
        // Unpacks what is packed, one after the other.
        try (ProgressBar progress = new ProgressBar(CaptureFinder.bytes(all), bytes::get, events::get)) {
            if (ProgressBar.isTerminal(2)) {
                progress.start();
            }
            List<List<Future<Learned>>> begun = new ArrayList<>();
            for (List<Path> set : sets) {
                begun.add(set.stream()
                        .map(capture -> threads.submit(() -> learn(capture, ownRules)))
                        .toList());
            }
            List<Baseline> learned = new ArrayList<>();
            for (int i = 0; i < sets.size(); i++) {
                learned.add(collect(sets.get(i), begun.get(i)));
            }
            return learned;
        } finally {
            given.set(true);
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        // Conditions may nest a thousand deep.
        Thread thread = new Thread(null, work, "lanner-learn", 16L << 20);
        thread.setDaemon(true);
        return thread;
    }

    private Baseline collect(List<Path> captures, List<Future<Learned>> begun) throws IOException {
        Baseline.Learning learning = new Baseline.Learning();
        for (int i = 0; i < captures.size(); i++) {
            Learned learned = await(begun.get(i));
            if (interruption.wished()) {
                throw new InterruptedIOException("interrupted");
            }
            ExitCode one = DamageReport.print(captures.get(i).toString(), learned.report, err);
            status = status == ExitCode.DONE ? one : status;
            learning.add(learned.baseline);
        }
        return learning.baseline();
    }

    private static Learned await(Future<Learned> begun) throws IOException {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a capture could not be learned from", e.getCause());
        }
    }

    /** @param ownRules sets that no thread has at the moment; each thread makes its first one */
    private Learned learn(Path capture, Queue<RuleSet> ownRules) throws IOException {
        RuleSet left = ownRules.poll();
        RuleSet own = left == null ? rules.copy(fields) : left;
        try (EventSource source = CaptureFinder.open(capture)) {
            long[] counted = {0};
            Behaviour behaviour = Behaviour.read(source, capture.toString(), new Behaviour.Rules(own, match), () -> {
                bytes.addAndGet(source.readBytes() - counted[0]);
                counted[0] = source.readBytes();
                return given.get() || interruption.wished();
            });
            events.addAndGet(behaviour.recording().events());
            return new Learned(Baseline.of(behaviour, shapes), behaviour.report());
        } finally {
            ownRules.add(own);
        }
    }
}
