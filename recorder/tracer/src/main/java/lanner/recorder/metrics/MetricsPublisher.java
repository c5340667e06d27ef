package lanner.recorder.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lanner.product.FileFailure;
import lanner.product.WholeFile;
import lanner.product.http.Endpoint;
import lanner.recorder.os.Processors;
import lanner.recorder.session.RunningRecording;
import org.jspecify.annotations.Nullable;

/**
 * Tells the figures of a recording to those who watch it: a file for Prometheus' textfile collector, written anew each few
 * seconds and at the end, and an endpoint with {@code /metrics} and {@code /healthz}. It listens where it is told to and
 * connects to nobody. Made before the tracer confines itself to a processor, as its threads run where their maker may.
 */
public final class MetricsPublisher implements AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long JOIN_MILLIS = 5000;
    private static final int NICE = 10;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Metrics metrics;
    private final Optional<Path> file;
    private final Consumer<String> messages;
    private final long joinMillis;
    private final AtomicReference<RunningRecording> recording = new AtomicReference<>();
    private @Nullable Endpoint endpoint;
    /** Package-private for tests, which wait for its end. */
    @Nullable
    Thread writer;

    private volatile boolean closed;
    private boolean failed;

    /**
     * @param capture the capture that is written, as the label of all figures
     * @param file the file to write
     * @param messages told in a sentence, once, that the file cannot be written
     */
    public MetricsPublisher(Path capture, Optional<Path> file, Consumer<String> messages) {
        this(capture, file, messages, JOIN_MILLIS);
    }

    /** @param joinMillis how long the last figures are waited for */
    MetricsPublisher(Path capture, Optional<Path> file, Consumer<String> messages, long joinMillis) {
        this.joinMillis = joinMillis;
        metrics = new Metrics(capture.toAbsolutePath().normalize().toString());
        this.file = file;
        this.messages = messages;
        if (file.isPresent()) {
            writer = new Thread(this::writeEvery, "lanner-metrics");
            writer.setDaemon(true);
            writer.start();
        }
    }

    /**
     * Answers at an address as well.
     *
     * @param address port 0 is a free one
     * @return where it listens
     * @throws IOException when it cannot listen there
     */
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        endpoint = Endpoint.start(address, MetricsPublisher::leisurely, this::page);
        return endpoint.address();
    }

    /** A thread that runs when nothing else wants to. */
    private static Thread leisurely(Runnable serve) {
        Thread thread = new Thread(
                () -> {
                    Processors processors = new Processors();
                    processors.setPriority(processors.ownTid(), NICE);
                    serve.run();
                },
                "lanner-metrics-http");
        thread.setDaemon(true);
        return thread;
    }

    /** The recording has begun. */
    public void follow(RunningRecording running) {
        recording.set(running);
        if (writer != null) {
            LockSupport.unpark(writer);
        }
    }

    private Optional<Endpoint.Page> page(String path) {
        return switch (path) {
            case "/metrics" -> Optional.of(figures());
            case "/healthz" -> Optional.of(health());
            default -> Optional.empty();
        };
    }

    private Endpoint.Page figures() {
        RunningRecording running = recording.get();
        // Before the beginning there are no figures, and that is no failure.
        return new Endpoint.Page(OK, EXPOSITION, running == null ? "" : metrics.text(running));
    }

    private Endpoint.Page health() {
        RunningRecording running = recording.get();
        Health health = running == null ? new Health(false, "not recording yet") : Health.of(running);
        return new Endpoint.Page(health.isHealthy() ? OK : UNAVAILABLE, PLAIN, health.sentence() + "\n");
    }

    private void writeEvery() {
        while (!closed) {
            write();
            LockSupport.parkNanos(EVERY_NANOS);
        }
        write();
    }

    /** The file appears whole: the collector may read at any moment. */
    private void write() {
        RunningRecording running = recording.get();
        if (running == null || file.isEmpty()) {
            return;
        }
        Path to = file.get();
        try {
            WholeFile.write(to, metrics.text(running));
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                messages.accept("could not write " + to + ": " + FileFailure.words(e));
            }
        }
    }

    /** The recording has ended: the file has the last figures, unless its disk does not answer, and nobody listens any more. */
    @Override
    public void close() {
        closed = true;
        if (writer != null) {
            LockSupport.unpark(writer);
            join(writer);
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private void join(Thread thread) {
        try {
            thread.join(joinMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            messages.accept("the last figures are not in " + file.orElseThrow() + ": it could not be written in time");
        }
    }
}
