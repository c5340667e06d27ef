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
import lanner.product.FileFailure;

/** Where metrics are to be had while a run lasts: a file written now and then, or an address that answers. */
abstract class MetricsTarget {
    private MetricsTarget() {}

    /** Ends it; false if the last state could not be written. */
    abstract boolean close();

    /** A file, written now, every so often, and at the end. */
    static MetricsTarget file(Path file, Duration every, Metrics metrics, Consumer<String> say) throws IOException {
        metrics.write(file);
        WrittenFile target = new WrittenFile(file, metrics, say);
        target.writeEvery(Math.max(1, every.toMillis()));
        return target;
    }

    /** An address that answers with the text. */
    static MetricsTarget endpoint(URI address, Metrics metrics) throws IOException {
        int port = address.getPort() < 0 ? 80 : address.getPort();
        HttpServer server = HttpServer.create(new InetSocketAddress(address.getHost(), port), 0);
        String path = address.getPath().isEmpty() ? "/metrics" : address.getPath();
        server.createContext(path, exchange -> {
            byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new MetricsTarget() {
            @Override
            boolean close() {
                server.stop(0);
                return true;
            }
        };
    }

    private static final class WrittenFile extends MetricsTarget {
        private final Path file;
        private final Metrics metrics;
        private final Consumer<String> say;
        private final Timer timer = new Timer("lanner-metrics", true);
        private boolean said;

        WrittenFile(Path file, Metrics metrics, Consumer<String> say) {
            this.file = file;
            this.metrics = metrics;
            this.say = say;
        }

        void writeEvery(long millis) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            write();
                        }
                    },
                    millis,
                    millis);
        }

        private void write() {
            try {
                metrics.write(file);
            } catch (IOException e) {
                if (!said) {
                    said = true;
                    say.accept("metrics:" + file + ": cannot be written: " + FileFailure.words(e));
                }
            }
        }

        @Override
        boolean close() {
            timer.cancel();
            write();
            return !said;
        }
    }
}
