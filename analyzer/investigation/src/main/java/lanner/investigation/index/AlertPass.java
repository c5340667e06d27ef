package lanner.investigation.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import lanner.capture.CaptureReader;
import lanner.capture.event.Mark;
import lanner.engine.field.Outcome;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;

/**
 * Asks rules about the later part of a capture, on a thread of its own beside the one that makes the index: it replays all
 * of it, as state comes from the beginning, but only counts the rows before.
 */
public final class AlertPass implements AutoCloseable {
    /** Less is indexed as quickly by one thread. */
    private static final long WORTH_BYTES = 64L << 20;

    /** With fewer the window and the compiler need what the second thread would take. */
    private static final int LEAST_PROCESSORS = 3;

    /** What the index's own thread asks rules about: it has the columns to make as well. */
    private static final double FIRST_PART = 0.35;

    private final Path capture;
    private final RuleSet rules;
    private final long from;
    private final int most;
    private final FutureTask<Found> task = new FutureTask<>(this::run);
    private volatile boolean stopped;
    private final JobProgress untilStopped = new JobProgress() {
        @Override
        public void at(double part) {
            // The index's own thread says how far the job is.
        }

        @Override
        public boolean isCancelled() {
            return stopped;
        }
    };

    /**
     * What was found.
     *
     * @param rows all rows with an alert, ascending
     * @param entries of the first of them
     * @param seen how many rows the capture had, by this thread's reading
     */
    record Found(int[] rows, List<AlertEntry> entries, int seen) {}

    private AlertPass(Path capture, RuleSet rules, long from, int most) {
        this.capture = capture;
        this.rules = rules;
        this.from = from;
        this.most = most;
    }

    /**
     * Begins, where that is worth it.
     *
     * @param rules of the new thread alone; made only where there is one
     * @param most entries that are kept
     */
    public static Optional<AlertPass> begin(Path capture, long bytes, Supplier<RuleSet> rules, int most) {
        if (bytes < WORTH_BYTES || Runtime.getRuntime().availableProcessors() < LEAST_PROCESSORS) {
            return Optional.empty();
        }
        return Optional.of(started(new AlertPass(capture, rules.get(), (long) (bytes * FIRST_PART), most)));
    }

    /** Asks from a given byte on. */
    static AlertPass from(long from, Path capture, RuleSet rules, int most) {
        return started(new AlertPass(capture, rules, from, most));
    }

    private static AlertPass started(AlertPass pass) {
        Thread thread = new Thread(pass.task, "lanner-alerts");
        thread.setDaemon(true);
        thread.start();
        return pass;
    }

    /** Whether it asks about the record that a reader has just read. */
    boolean asks(CaptureReader reader) {
        return reader.readBytes() >= from;
    }

    private Found run() throws IOException {
        try (CaptureReplay replay = CaptureReplay.open(capture)) {
            Collector collector = new Collector(replay.reader());
            replay.run(untilStopped, collector::take);
            return new Found(Arrays.copyOf(collector.rows, collector.count), collector.entries, collector.row);
        }
    }

    private final class Collector {
        private final CaptureReader reader;
        private final List<AlertEntry> entries = new ArrayList<>();
        private int[] rows = new int[16];
        private int count;
        private int row;

        Collector(CaptureReader reader) {
            this.reader = reader;
        }

        boolean take(EventContext context) {
            CompiledRule matched = asks(reader) ? rules.match(context) : null;
            if (matched != null) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, count * 2);
                }
                rows[count++] = row;
                if (entries.size() < most) {
                    entries.add(entry(row, context, matched));
                }
            }
            row++;
            return row < Integer.MAX_VALUE;
        }
    }

    static AlertEntry entry(int row, EventContext context, CompiledRule matched) {
        Rule rule = matched.rule();
        return new AlertEntry(
                row,
                context.event().number(),
                context.event().time(),
                rule.name(),
                rule.priority(),
                rule.sortedTags(),
                matched.output().print(context),
                Outcome.of(context),
                context.event().has(Mark.INLINE));
    }

    /** Waits for the end. */
    Found found() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("the alerts of the later part", e.getCause());
        }
    }

    /** Ends it early, if it runs. */
    @Override
    public void close() {
        stopped = true;
    }
}
