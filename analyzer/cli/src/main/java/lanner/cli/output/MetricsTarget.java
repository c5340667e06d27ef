package lanner.cli.output;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import lanner.product.FileFailure;
import lanner.product.http.Endpoint;

/** Where metrics are to be had while a run lasts: a file written now and then, or an address that answers. */
abstract class MetricsTarget {
    private static final int HTTP_PORT = 80;
    private static final int OK = 200;
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

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

    /** An address that answers with the text, to any number of clients, whatever they do. */
    static MetricsTarget endpoint(URI address, Metrics metrics) throws IOException {
        int port = address.getPort() < 0 ? HTTP_PORT : address.getPort();
        String path = address.getPath().isEmpty() ? "/metrics" : address.getPath();
        Endpoint endpoint = Endpoint.start(
                new InetSocketAddress(address.getHost(), port),
                MetricsTarget::daemon,
                asked -> asked.equals(path)
                        ? Optional.of(new Endpoint.Page(OK, EXPOSITION, metrics.text()))
                        : Optional.empty());
        return new MetricsTarget() {
            @Override
            boolean close() {
                endpoint.close();
                return true;
            }
        };
    }

    private static Thread daemon(Runnable serve) {
        Thread thread = new Thread(serve, "lanner-metrics-http");
        thread.setDaemon(true);
        return thread;
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
