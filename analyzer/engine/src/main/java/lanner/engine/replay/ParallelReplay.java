package lanner.engine.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.engine.alert.Alert;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.ClusterState;
import lanner.engine.state.Parents;
import org.jspecify.annotations.Nullable;

/**
 * Replays captures with several threads, one capture a thread. Alerts come in the order that one thread would give them,
 * whatever the number of jobs.
 */
public final class ParallelReplay {
    /** Alerts that one replay may be ahead of those before it. */
    private static final int AHEAD = 16_384;

    private static final long WAIT_MILLIS = 20;

    /** Opens a capture for one replay. */
    @FunctionalInterface
    public interface Opener {
        EventSource open(Path capture) throws IOException;
    }

    /** Takes what the replays find, in order, from the calling thread. */
    public interface Listener {
        void alert(Alert alert) throws IOException;

        /** Whether alerts are to have their scenes. */
        default boolean wantsScenes() {
            return false;
        }

        void ended(Path capture, CaptureReport report) throws IOException;
    }

    private final int jobs;
    private final RuleSet rules;
    private final FieldRegistry fields;
    private final Replay.Match match;
    private final Opener opener;
    private final boolean measured;
    private final Parents parents;
    private final BooleanSupplier stop;
    private ClusterState cluster = ClusterState.NONE;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param jobs how many threads, at least 1; with 1 everything happens on the calling thread
     * @param rules measured in place with {@code measured}
     * @param parents whom the children of a process that ended have as their parent
     * @param stop asked now and then: true ends all replays early
     */
    public ParallelReplay(
            int jobs,
            RuleSet rules,
            FieldRegistry fields,
            Replay.Match match,
            Opener opener,
            boolean measured,
            Parents parents,
            BooleanSupplier stop) {
        this.jobs = jobs;
        this.rules = rules;
        this.fields = fields;
        this.match = match;
        this.opener = opener;
        this.measured = measured;
        this.parents = parents;
        this.stop = stop;
    }

    /** The same with what the cluster knows around the pods of recordings; before it runs. */
    public ParallelReplay with(ClusterState state) {
        cluster = state;
        return this;
    }

    /** Events replayed so far, each once however many jobs see it. */
    public long events() {
        return events.get();
    }

    /** Bytes of captures read so far, each once. */
    public long bytes() {
        return bytes.get();
    }

    /** Replays all captures in order. */
    public void run(List<Path> captures, Listener listener) throws IOException {
        if (jobs == 1 || captures.size() == 1) {
            for (Path capture : captures) {
                CaptureReport report = replay(capture, rules, sink(listener.wantsScenes(), listener::alert));
                listener.ended(capture, report);
                if (stop.getAsBoolean()) {
                    return;
                }
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(jobs, ParallelReplay::thread);
        try {
            share(captures, threads, listener);
        } finally {
            failed.set(true);
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "lanner-job", 16L << 20);
        thread.setDaemon(true);
        return thread;
    }

    private void share(List<Path> captures, ExecutorService threads, Listener listener) throws IOException {
        BlockingQueue<RuleSet> sets = new ArrayBlockingQueue<>(jobs);
        List<RuleSet> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(rules.copy(fields));
        }
        sets.addAll(all);
        List<Stream> streams = new ArrayList<>();
        for (Path capture : captures) {
            Stream stream = new Stream(capture);
            streams.add(stream);
            threads.execute(() -> {
                // There are as many sets as threads.
                RuleSet own = sets.remove();
                stream.fill(own, listener.wantsScenes());
                sets.add(own);
            });
        }
        for (Stream stream : streams) {
            listener.ended(stream.capture, stream.drain(listener));
            if (stop.getAsBoolean()) {
                break;
            }
        }
        all.forEach(rules::addCosts);
    }

    /** Takes an alert, without what raised it. */
    @FunctionalInterface
    private interface Taker {
        void take(Alert alert) throws IOException;
    }

    private static Replay.AlertSink sink(boolean scenes, Taker taker) {
        if (!scenes) {
            return (alert, rule, context) -> taker.take(alert);
        }
        SceneReader reader = new SceneReader();
        return (alert, rule, context) -> taker.take(alert.with(reader.read(context)));
    }

    private CaptureReport replay(Path capture, RuleSet set, Replay.AlertSink sink) throws IOException {
        try (EventSource reader = opener.open(capture)) {
            long[] seen = {0, 0};
            Replay[] replay = new Replay[1];
            replay[0] = new Replay(
                            () -> {
                                count(replay[0].events(), reader.readBytes(), seen);
                                return failed.get() || stop.getAsBoolean();
                            },
                            parents)
                    .with(cluster);
            if (measured) {
                replay[0].measure(reader, set, match, sink);
            } else {
                replay[0].run(reader, set, match, sink);
            }
            count(replay[0].events(), reader.readBytes(), seen);
            return reader.report();
        }
    }

    private void count(long eventsNow, long bytesNow, long[] seen) {
        events.addAndGet(eventsNow - seen[0]);
        bytes.addAndGet(bytesNow - seen[1]);
        seen[0] = eventsNow;
        seen[1] = bytesNow;
    }

    /** One replay's alerts on their way to the thread that hands them on. */
    private final class Stream {
        private final Path capture;
        private final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>(AHEAD);
        private volatile boolean ended;
        private volatile @Nullable Throwable failure;
        private volatile @Nullable CaptureReport report;

        Stream(Path capture) {
            this.capture = capture;
        }

        void fill(RuleSet set, boolean scenes) {
            try {
                report = replay(capture, set, sink(scenes, this::put));
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            } finally {
                ended = true;
            }
        }

        private void put(Alert alert) throws IOException {
            try {
                while (!alerts.offer(alert, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    if (failed.get()) {
                        throw new InterruptedIOException("another job has failed");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        /** Hands on everything to the end; answers what was read, if that did not fail. */
        CaptureReport drain(Listener listener) throws IOException {
            try {
                while (true) {
                    // In this order: what was put before the end is seen.
                    boolean last = ended;
                    Alert alert = alerts.poll(last ? 0 : WAIT_MILLIS, TimeUnit.MILLISECONDS);
                    if (alert != null) {
                        listener.alert(alert);
                    } else if (last) {
                        break;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            Throwable thrown = failure;
            if (thrown instanceof IOException io) {
                throw io;
            }
            if (thrown instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            return Objects.requireNonNull(report, "a replay that did not fail has a report");
        }
    }
}
