package lanner.product.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of the {@link Endpoint}.
 *
 * <pre>
 * reads ──▶ the head is whole, or too long ──▶ writes ──▶ has shut its side ──▶ reads and forgets ──▶ closed
 * </pre>
 *
 * What comes behind the head is read before the end: a socket that is closed with something unread is reset, and the client
 * may lose the answer.
 */
final class Connection {
    static final int MOST_REQUEST = 8192;

    private static final int MOST_FORGOTTEN = 1 << 20;
    /** The path without the query. */
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,20}) (/[^ ?]*)(?:\\?[^ ]*)? HTTP/1\\.[01]");

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            404, "Not Found",
            405, "Method Not Allowed",
            500, "Internal Server Error",
            431, "Request Header Fields Too Large",
            503, "Service Unavailable");

    private final SocketChannel channel;
    private final SelectionKey key;
    private final long began = System.nanoTime();
    private final ByteBuffer request = ByteBuffer.allocate(MOST_REQUEST);
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private boolean answered;
    private int forgotten;

    private Connection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    static Connection of(SocketChannel channel, Selector selector) throws IOException {
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(channel, key);
            key.attach(connection);
            return connection;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long began() {
        return began;
    }

    /** Does what can be done without waiting; false if it is over, and then it is closed. */
    boolean goOn(Function<String, Optional<Endpoint.Page>> pages) {
        try {
            if (answered ? forget() : read(pages)) {
                return true;
            }
        } catch (IOException e) {
            // The client has left.
            forgotten = MOST_FORGOTTEN;
        }
        close();
        return false;
    }

    private boolean read(Function<String, Optional<Endpoint.Page>> pages) throws IOException {
        if (!answer.hasRemaining()) {
            if (channel.read(request) < 0) {
                return false;
            }
            Optional<String> head = head();
            if (head.isEmpty() && request.hasRemaining()) {
                return true;
            }
            answer = ByteBuffer.wrap(answer(head, pages).getBytes(StandardCharsets.UTF_8));
        }
        channel.write(answer);
        answered = !answer.hasRemaining();
        key.interestOps(answered ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
        if (answered) {
            channel.shutdownOutput();
        }
        return true;
    }

    /** The request line and what follows, once it is whole. */
    private Optional<String> head() {
        String text =
                new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        return end < 0 ? Optional.empty() : Optional.of(text.substring(0, end));
    }

    private static String answer(Optional<String> head, Function<String, Optional<Endpoint.Page>> pages) {
        if (head.isEmpty()) {
            return answer(new Endpoint.Page(431, PLAIN, "the request is too long\n"), true);
        }
        Matcher line = REQUEST_LINE.matcher(head.get().lines().findFirst().orElse(""));
        if (!line.matches()) {
            return answer(new Endpoint.Page(400, PLAIN, "this is no request of HTTP/1.1\n"), true);
        }
        String method = line.group(1);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return answer(new Endpoint.Page(405, PLAIN, "only GET and HEAD are answered\n"), true);
        }
        return answer(page(line.group(2), pages), method.equals("GET"));
    }

    private static Endpoint.Page page(String path, Function<String, Optional<Endpoint.Page>> pages) {
        try {
            return pages.apply(path).orElseGet(() -> new Endpoint.Page(404, PLAIN, "there is no such page\n"));
        } catch (RuntimeException e) {
            // The others are to be answered all the same.
            return new Endpoint.Page(500, PLAIN, "internal error: " + e + "\n");
        }
    }

    private static String answer(Endpoint.Page page, boolean withText) {
        return "HTTP/1.1 " + page.status() + " " + REASONS.get(page.status()) + "\r\n"
                + (page.status() == 405 ? "Allow: GET, HEAD\r\n" : "")
                + "Content-Type: " + page.type() + "\r\n"
                + "Content-Length: " + page.text().getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + "Connection: close\r\n\r\n"
                + (withText ? page.text() : "");
    }

    /** Reads what is of no interest; false at its end. */
    private boolean forget() throws IOException {
        request.clear();
        int read = channel.read(request);
        forgotten += Math.max(0, read);
        return read >= 0 && forgotten < MOST_FORGOTTEN;
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing depends on it any more.
            return;
        }
    }
}
