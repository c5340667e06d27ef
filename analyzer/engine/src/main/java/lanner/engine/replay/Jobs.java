package lanner.engine.replay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.engine.alert.Alert;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.RuleSet;

/**
 * Replays captures with several threads: one capture a thread, or with a single capture a share of the rules a thread.
 * Alerts come in the order that one thread would give them, whatever the number of jobs.
 */
public final class Jobs {
    /** Alerts that one replay may be ahead of the others. */
    private static final int AHEAD = 4096;

    private static final long NAP_NANOS = 200_000;

    /** Opens a capture for one replay. */
    @FunctionalInterface
    public interface Opener {
        CaptureReader open(Path capture) throws IOException;
    }

    /** Takes what the replays find, in order, from the calling thread. */
    public interface Listener {
        void alert(Alert alert) throws IOException;

        void ended(Path capture, CaptureReport report) throws IOException;
    }

    private final int jobs;
    private final RuleSet rules;
    private final FieldRegistry fields;
    private final Replay.Match match;
    private final Opener opener;
    private final boolean measured;
    private final BooleanSupplier stop;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * @param jobs how many threads, at least 1; with 1 everything happens on the calling thread
     * @param rules measured in place with {@code measured}
     * @param stop asked now and then: true ends all replays early
     */
    public Jobs(
            int jobs,
            RuleSet rules,
            FieldRegistry fields,
            Replay.Match match,
            Opener opener,
            boolean measured,
            BooleanSupplier stop) {
        this.jobs = jobs;
        this.rules = rules;
        this.fields = fields;
        this.match = match;
        this.opener = opener;
        this.measured = measured;
        this.stop = stop;
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
        if (jobs == 1) {
            for (Path capture : captures) {
                CaptureReport report =
                        replay(capture, rules, true, number -> {}, (alert, rule, context) -> listener.alert(alert));
                listener.ended(capture, report);
                if (stop.getAsBoolean()) {
                    return;
                }
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(jobs, Jobs::thread);
        try {
            if (captures.size() == 1) {
                shareRules(captures.get(0), threads, listener);
            } else {
                shareCaptures(captures, threads, listener);
            }
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

    private void shareRules(Path capture, ExecutorService threads, Listener listener) throws IOException {
        List<Stream> streams = new ArrayList<>();
        List<RuleSet> parts = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            parts.add(rules.part(i, jobs, fields));
            streams.add(new Stream(capture, i == 0));
        }
        for (int i = 0; i < jobs; i++) {
            Stream stream = streams.get(i);
            RuleSet part = parts.get(i);
            threads.execute(() -> stream.fill(part));
        }
        merge(streams, listener);
        listener.ended(capture, streams.get(0).report);
        parts.forEach(rules::addCosts);
    }

    private void shareCaptures(List<Path> captures, ExecutorService threads, Listener listener) throws IOException {
        BlockingQueue<RuleSet> sets = new ArrayBlockingQueue<>(jobs);
        List<RuleSet> all = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            all.add(rules.part(0, 1, fields));
        }
        sets.addAll(all);
        List<Stream> streams = new ArrayList<>();
        for (Path capture : captures) {
            Stream stream = new Stream(capture, true);
            streams.add(stream);
            threads.execute(() -> {
                // There are as many sets as threads.
                RuleSet own = sets.remove();
                stream.fill(own);
                sets.add(own);
            });
        }
        for (Stream stream : streams) {
            merge(List.of(stream), listener);
            listener.ended(stream.capture, stream.report);
            if (stop.getAsBoolean()) {
                break;
            }
        }
        all.forEach(rules::addCosts);
    }

    private CaptureReport replay(
            Path capture, RuleSet set, boolean counted, LongConsumer settled, Replay.AlertSink sink)
            throws IOException {
        try (CaptureReader reader = opener.open(capture)) {
            long[] seen = new long[2];
            Replay[] replay = new Replay[1];
            replay[0] = new Replay(() -> {
                settled.accept(replay[0].events() - 1);
                if (counted) {
                    count(replay[0].events(), reader.readBytes(), seen);
                }
                return failed.get() || stop.getAsBoolean();
            });
            if (measured) {
                replay[0].measure(reader, set, match, sink);
            } else {
                replay[0].run(reader, set, match, sink);
            }
            if (counted) {
                count(replay[0].events(), reader.readBytes(), seen);
            }
            return reader.report();
        }
    }

    private void count(long eventsNow, long bytesNow, long[] seen) {
        events.addAndGet(eventsNow - seen[0]);
        bytes.addAndGet(bytesNow - seen[1]);
        seen[0] = eventsNow;
        seen[1] = bytesNow;
    }

    /** An alert and its rule's place in the order. */
    private record Raised(Alert alert, int index) {}

    /** One replay's alerts on their way to the merging thread. */
    private final class Stream {
        private final Path capture;
        private final boolean counted;
        private final BlockingQueue<Raised> alerts = new LinkedBlockingQueue<>(AHEAD);
        /** Alerts of events up to this number are all in the queue. */
        private volatile long settled;

        private volatile boolean ended;
        private volatile Throwable failure;
        private volatile CaptureReport report;

        Stream(Path capture, boolean counted) {
            this.capture = capture;
            this.counted = counted;
        }

        void fill(RuleSet set) {
            try {
                report = replay(capture, set, counted, number -> settled = number, (alert, rule, context) -> {
                    // What came before this alert's event is settled.
                    settled = alert.eventNumber() - 1;
                    put(new Raised(alert, rule.index()));
                });
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            } finally {
                ended = true;
            }
        }

        private void put(Raised raised) throws IOException {
            try {
                while (!alerts.offer(raised, 50, TimeUnit.MILLISECONDS)) {
                    if (failed.get()) {
                        throw new InterruptedIOException("another job has failed");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        void check() throws IOException {
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
        }
    }

    /** Hands on the alerts of replays of one capture in the order of events, and of rules for one event. */
    private void merge(List<Stream> streams, Listener listener) throws IOException {
        while (true) {
            Stream first = null;
            boolean over = true;
            long settled = Long.MAX_VALUE;
            for (Stream stream : streams) {
                // In this order: whatever was promised before the look at the queue is in it.
                long promised = stream.ended ? Long.MAX_VALUE : stream.settled;
                Raised head = stream.alerts.peek();
                over &= promised == Long.MAX_VALUE && head == null;
                if (head == null) {
                    settled = Math.min(settled, promised);
                } else if (first == null || isBefore(head, first.alerts.peek())) {
                    first = stream;
                }
            }
            if (over) {
                for (Stream stream : streams) {
                    stream.check();
                }
                return;
            }
            if (first == null || settled < first.alerts.peek().alert().eventNumber()) {
                LockSupport.parkNanos(NAP_NANOS);
                continue;
            }
            Raised next = first.alerts.poll();
            listener.alert(next.alert());
            if (match == Replay.Match.FIRST) {
                drop(streams, next.alert().eventNumber());
            }
        }
    }

    /** Other replays' alerts for an event whose first rule is known. */
    private static void drop(List<Stream> streams, long number) {
        for (Stream stream : streams) {
            Raised same = stream.alerts.peek();
            if (same != null && same.alert().eventNumber() == number) {
                stream.alerts.remove();
            }
        }
    }

    private static boolean isBefore(Raised one, Raised other) {
        long a = one.alert().eventNumber();
        long b = other.alert().eventNumber();
        return a < b || a == b && one.index() < other.index();
    }
}
