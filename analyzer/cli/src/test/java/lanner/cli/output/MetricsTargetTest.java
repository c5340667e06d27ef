package lanner.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class MetricsTargetTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void theAddressAnswersWithTheFiguresWhileOthersSayNothing() throws IOException {
        Metrics metrics = new Metrics();
        metrics.events(() -> 42);
        Listening listening = listen(metrics);
        int port = listening.port();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                silent.add(new Socket(HERE, port));
            }
            assertThat(ask(port, "/metrics"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                    .contains("\nlanner_events_total 42\n");
            assertThat(ask(port, "/")).startsWith("HTTP/1.1 404 ");
        } finally {
            for (Socket each : silent) {
                each.close();
            }
            assertThat(listening.target().close()).isTrue();
        }
    }

    private static String ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(HERE, port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Listening(MetricsTarget target, int port) {}

    /**
     * On a port that nobody else has. One that a socket here has just left may still be held by a child that another test is
     * starting; those below 32768 are taken by nobody who does not ask for them.
     */
    private static Listening listen(Metrics metrics) throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try {
                return new Listening(MetricsTarget.endpoint(URI.create("http://127.0.0.1:" + port), metrics), port);
            } catch (BindException taken) {
                assertThat(taken).hasMessageContaining("in use");
            }
        }
    }
}
