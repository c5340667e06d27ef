package lanner.exchange.kubernetes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.json.JsonException;
import lanner.exchange.kubernetes.AuditEvents.AuditEvent;
import lanner.exchange.kubernetes.AuditEvents.NoAuditEventException;
import lanner.product.Counted;
import lanner.product.FileFailure;
import org.jspecify.annotations.Nullable;

/**
 * Takes audit events as a Kubernetes API server's webhook backend sends them, by HTTP/1.1: POST with an {@code EventList}. Who
 * connects is not trusted.
 *
 * <p>A request is answered with 200 once all its events are in a queue, from which {@link #next} takes them: what was accepted
 * is not lost, not at the end either. Without room for it the answer is 429 and nothing of it is taken; the API server sends
 * it again. Memory is bounded: the queue, and each of the requests that are read at a time.
 */
public final class AuditWebhook implements EventSource {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int WRONG_METHOD = 405;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private static final int THREADS = 4;
    private static final int BACKLOG = 64;
    private static final int DEFAULT_ROOM = 64 << 20;
    /** What an event in the queue takes beside its JSON, about. */
    private static final int OVERHEAD = 64;

    private static final long ASK_MILLIS = 100;
    private static final int ASK_EVENTS = 100;
    private static final long STOP_NANOS = 1_000_000_000;
    /** Refusals that are said; more are counted. */
    private static final int MOST_SAID = 10;

    private final HttpServer server;
    private final ExecutorService threads;
    private final BooleanSupplier goOn;
    private final Consumer<String> say;
    private final long room;
    private final AuditRecords records = new AuditRecords();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong postponed = new AtomicLong();

    /** The events that were accepted, and the bytes they take; guarded by the queue, as what follows. */
    private final Deque<AuditEvent> queue = new ArrayDeque<>();

    private long queued;
    private boolean closed;
    /** Requests that are being read or answered. */
    private int answering;

    private int untilAsked = ASK_EVENTS;
    private volatile long taken;

    private AuditWebhook(HttpServer server, BooleanSupplier goOn, Consumer<String> say, long room) {
        this.server = server;
        this.goOn = goOn;
        this.say = say;
        this.room = room;
        threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "lanner-audit-webhook");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 is a free one
     * @param goOn asked some times a second: false ends it, once all that was accepted has been taken
     * @param say takes what is to be said of requests that are refused, from any thread; a line each
     * @throws IOException when it cannot listen there
     */
    public static AuditWebhook listen(InetSocketAddress address, BooleanSupplier goOn, Consumer<String> say)
            throws IOException {
        return listen(address, goOn, say, DEFAULT_ROOM);
    }

    /** @param room bytes that events may take in the queue; one request finds room in an empty one, whatever it takes */
    static AuditWebhook listen(InetSocketAddress address, BooleanSupplier goOn, Consumer<String> say, long room)
            throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        limit("sun.net.httpserver.maxReqTime", 30);
        limit("sun.net.httpserver.maxRspTime", 30);
        limit("jdk.httpserver.maxConnections", 256);
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen at " + address.getHostString() + ":" + address.getPort() + ": "
                            + FileFailure.words(e),
                    e);
        }
        AuditWebhook webhook = new AuditWebhook(server, goOn, say, room);
        server.setExecutor(webhook.threads);
        server.createContext("/", webhook::answer);
        server.start();
        return webhook;
    }

    /** The server of the JDK reads its limits, which it has none of otherwise, from properties when it is first used. */
    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(most));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** What came of the requests, for people. */
    public String summary() {
        return "audit webhook: " + Counted.of(accepted.get(), "event") + " accepted, "
                + Counted.of(refused.get(), "request") + " refused, " + postponed + " told to come again";
    }

    private void answer(HttpExchange exchange) throws IOException {
        synchronized (queue) {
            answering++;
        }
        try (exchange) {
            answerWhole(exchange);
        } finally {
            synchronized (queue) {
                answering--;
                queue.notifyAll();
            }
        }
    }

    private void answerWhole(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            refuse(exchange, WRONG_METHOD, "only POST is answered");
            return;
        }
        Optional<byte[]> body = body(exchange);
        if (body.isEmpty()) {
            refuse(exchange, TOO_LARGE, "the request is longer than " + AuditLogReader.LONGEST + " bytes");
            return;
        }
        try {
            take(exchange, AuditEvents.of(AuditLogReader.text(body.get())));
        } catch (JsonException | NoAuditEventException e) {
            refuse(exchange, BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            refuse(exchange, BAD_REQUEST, "no UTF-8");
        }
    }

    /** The whole of a request; empty if it is too long, or says so and is not read. */
    private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && length.matches("[0-9]{9,}")) {
            return Optional.empty();
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(AuditLogReader.LONGEST + 1);
            return bytes.length > AuditLogReader.LONGEST ? Optional.empty() : Optional.of(bytes);
        }
    }

    private void take(HttpExchange exchange, List<AuditEvent> events) throws IOException {
        long size = events.stream()
                .mapToLong(event -> event.json().length + OVERHEAD)
                .sum();
        boolean ended;
        boolean full;
        synchronized (queue) {
            ended = closed;
            full = queued > 0 && queued + size > room;
            if (!ended && !full) {
                queue.addAll(events);
                queued += size;
                accepted.addAndGet(events.size());
                queue.notifyAll();
            }
        }
        if (ended || full) {
            postponed.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, ended ? UNAVAILABLE : TOO_MANY, ended ? "ended" : "no room; come again");
            return;
        }
        send(exchange, OK, "");
    }

    private void refuse(HttpExchange exchange, int status, String why) throws IOException {
        long count = refused.incrementAndGet();
        if (count <= MOST_SAID) {
            say.accept(
                    "audit webhook: a request of " + exchange.getRemoteAddress().getHostString()
                            + " was refused (" + status + "): " + why
                            + (count == MOST_SAID ? "; more are counted, not said" : ""));
        }
        send(exchange, status, why);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.isEmpty() ? new byte[0] : (text + "\n").getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        if (status != OK && status != TOO_MANY) {
            headers.set("Connection", "close");
        }
        headers.set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            // JDK 25 keeps it back until the end, which comes when the rest of the request was read.
            OutputStream body = exchange.getResponseBody();
            body.write(bytes);
            body.flush();
        }
    }

    @Override
    public boolean next(Event event) throws IOException {
        if (records.hasHeader()) {
            records.header(event, "audit webhook");
            return true;
        }
        AuditEvent next = await();
        if (next == null) {
            return false;
        }
        records.event(event, next);
        return true;
    }

    /** The next event; null at the end. */
    private @Nullable AuditEvent await() throws IOException {
        synchronized (queue) {
            while (queue.isEmpty()) {
                if (closed) {
                    return null;
                }
                if (!goOn.getAsBoolean()) {
                    // From here on nothing is accepted: what comes in between would have nobody to take it.
                    closed = true;
                    continue;
                }
                try {
                    queue.wait(ASK_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
            AuditEvent next = queue.remove();
            queued -= next.json().length + OVERHEAD;
            taken += next.json().length;
            if (!closed && --untilAsked <= 0) {
                untilAsked = ASK_EVENTS;
                closed = !goOn.getAsBoolean();
            }
            return next;
        }
    }

    @Override
    public long readBytes() {
        return taken;
    }

    /** How long it goes on nobody knows: what was taken so far. */
    @Override
    public long totalBytes() {
        return taken;
    }

    @Override
    public CaptureReport report() {
        return new CaptureReport(
                records.headers(), List.of(), records.count(), records.events(), 0, List.of(), 0, true);
    }

    @Override
    public void close() {
        synchronized (queue) {
            closed = true;
            long end = System.nanoTime() + STOP_NANOS;
            try {
                for (long left = STOP_NANOS; answering > 0 && left > 0; left = end - System.nanoTime()) {
                    queue.wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
