package lanner.cli.output;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/** Where metrics are to be had while a run lasts: a file written now and then, or an address that answers. */
final class MetricsTarget {
    private final Metrics metrics;
    private final String name;
    private final Consumer<String> say;
    private Timer timer;
    private HttpServer server;
    private Path file;
    private boolean said;

    private MetricsTarget(String target, Metrics metrics, Consumer<String> say) {
        this.name = "metrics:" + target;
        this.metrics = metrics;
        this.say = say;
    }

    /** A file, written now, every so often, and at the end. */
    static MetricsTarget file(Path file, Duration every, Metrics metrics, Consumer<String> say) throws IOException {
        MetricsTarget target = new MetricsTarget(file.toString(), metrics, say);
        target.file = file;
        metrics.write(file);
        target.timer = new Timer("lanner-metrics", true);
        target.timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        target.write();
                    }
                },
                every.toMillis(),
                Math.max(1, every.toMillis()));
        return target;
    }

    /** An address that answers with the text. */
    static MetricsTarget endpoint(URI address, Metrics metrics, Consumer<String> say) throws IOException {
        MetricsTarget target = new MetricsTarget(address.toString(), metrics, say);
        int port = address.getPort() < 0 ? 80 : address.getPort();
        target.server = HttpServer.create(new InetSocketAddress(address.getHost(), port), 0);
        String path = address.getPath().isEmpty() ? "/metrics" : address.getPath();
        target.server.createContext(path, exchange -> {
            byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        target.server.start();
        return target;
    }

    private void write() {
        try {
            metrics.write(file);
        } catch (IOException e) {
            if (!said) {
                said = true;
                say.accept(name + ": cannot be written: " + e.getMessage());
            }
        }
    }

    /** Ends it; false if the last state could not be written. */
    boolean close() {
        if (server != null) {
            server.stop(0);
            return true;
        }
        timer.cancel();
        write();
        return !said;
    }
}
