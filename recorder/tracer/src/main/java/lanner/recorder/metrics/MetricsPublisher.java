package lanner.recorder.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lanner.product.FileFailure;
import lanner.product.WholeFile;
import lanner.recorder.session.RunningRecording;
import org.jspecify.annotations.Nullable;

/**
 * Tells the figures of a recording to those who watch it: a file for Prometheus' textfile collector, written anew each few
 * seconds and at the end, and an endpoint with {@code /metrics} and {@code /healthz}. It listens where it is told to and
 * connects to nobody. Made before the tracer confines itself to a processor, as its threads run where their maker may.
 */
public final class MetricsPublisher implements AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String REQUEST_SECONDS = "10";
    private static final int THREADS = 2;
    private static final int OK = 200;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Metrics metrics;
    private final Optional<Path> file;
    private final Consumer<String> messages;
    private final AtomicReference<RunningRecording> recording = new AtomicReference<>();
    private @Nullable HttpServer server;
    private @Nullable Thread writer;
    private volatile boolean closed;
    private boolean failed;

    /**
     * @param capture the capture that is written, as the label of all figures
     * @param file the file to write
     * @param messages told in a sentence, once, that the file cannot be written
     */
    public MetricsPublisher(Path capture, Optional<Path> file, Consumer<String> messages) {
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
        // Who connects and says nothing must not keep others waiting.
        System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        HttpServer made = HttpServer.create(address, 0);
        made.createContext("/metrics", this::figures);
        made.createContext("/healthz", this::health);
        made.setExecutor(Executors.newFixedThreadPool(THREADS, MetricsPublisher::daemon));
        made.start();
        server = made;
        return made.getAddress();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lanner-metrics-http");
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

    private void figures(HttpExchange exchange) throws IOException {
        RunningRecording running = recording.get();
        // Before the beginning there are no figures, and that is no failure.
        answer(exchange, OK, EXPOSITION, running == null ? "" : metrics.text(running));
    }

    private void health(HttpExchange exchange) throws IOException {
        RunningRecording running = recording.get();
        Health health = running == null ? new Health(false, "not recording yet") : Health.of(running);
        answer(exchange, health.isHealthy() ? OK : UNAVAILABLE, PLAIN, health.sentence() + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean head = method.equals("HEAD") || bytes.length == 0;
            exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private void writeEvery() {
        while (!closed) {
            write();
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /** The file appears whole: the collector may read at any moment. */
    private synchronized void write() {
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

    /** The recording has ended: the file has the last figures, and nobody listens any more. */
    @Override
    public void close() {
        closed = true;
        if (writer != null) {
            LockSupport.unpark(writer);
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            write();
        }
        if (server != null) {
            server.stop(0);
        }
    }
}
