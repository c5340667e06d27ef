package lanner.product.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A server for a few small pages, by HTTP/1.1 (RFC 9112), one request a connection. Whoever connects is not trusted: one
 * thread that never waits for anybody serves them all, and holds {@value #MOST} connections at most, of {@value
 * Connection#MOST_REQUEST} bytes each, none longer than {@value #PATIENCE_SECONDS} s. One more costs the oldest. So neither a
 * crowd nor a client that says nothing takes descriptors or memory from the process, or answers from others.
 */
public final class Endpoint implements AutoCloseable {
    static final int MOST = 64;
    static final int PATIENCE_SECONDS = 10;

    /** A failure to accept, as for want of descriptors, is the same for the next: not tried again at once. */
    private static final long PAUSE_MILLIS = 100;

    private final Function<String, Optional<Page>> pages;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    /** In the order in which they came. */
    private final Set<Connection> connections = new LinkedHashSet<>();

    private volatile boolean closed;

    /**
     * An answer.
     *
     * @param status as 200
     * @param type its Content-Type
     */
    public record Page(int status, String type, String text) {}

    /**
     * Begins to listen.
     *
     * @param address port 0 is a free one
     * @param threads makes the one thread that serves
     * @param pages the page of a path, asked for each request by that thread; empty where there is none
     * @throws IOException when it cannot listen there
     */
    public static Endpoint start(
            InetSocketAddress address, ThreadFactory threads, Function<String, Optional<Page>> pages)
            throws IOException {
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        Endpoint endpoint = new Endpoint(address, threads, pages);
        endpoint.thread.start();
        return endpoint;
    }

    private Endpoint(InetSocketAddress address, ThreadFactory threads, Function<String, Optional<Page>> pages)
            throws IOException {
        this.pages = pages;
        thread = threads.newThread(this::serve);
        selector = Selector.open();
        try {
            server = ServerSocketChannel.open();
            server.bind(address, MOST);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) server.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(connections.isEmpty() ? 0 : TimeUnit.SECONDS.toMillis(1));
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    serve(key);
                }
                closeOld();
            }
        } catch (IOException e) {
            // The selector cannot be asked any more: there is nothing left to answer with.
            closed = true;
        }
        closeAll();
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            if (!connection.goOn(pages)) {
                connections.remove(connection);
            }
            return;
        }
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                admit(client);
            }
        } catch (IOException e) {
            // Out of descriptors, or a client that has left already: those who wait stay in the kernel's queue.
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(SocketChannel client) throws IOException {
        if (connections.size() == MOST) {
            Connection oldest = connections.iterator().next();
            connections.remove(oldest);
            oldest.close();
        }
        connections.add(Connection.of(client, selector));
    }

    private void closeOld() {
        long now = System.nanoTime();
        Iterator<Connection> each = connections.iterator();
        while (each.hasNext()) {
            Connection connection = each.next();
            if (now - connection.began() > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                each.remove();
                connection.close();
            }
        }
    }

    private void closeAll() {
        connections.forEach(Connection::close);
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            // Both end with this process in a moment.
            return;
        }
    }

    /** Nobody listens after this. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
