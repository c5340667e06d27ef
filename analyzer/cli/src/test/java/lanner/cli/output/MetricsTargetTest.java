package lanner.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class MetricsTargetTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void theAddressAnswersWithTheFiguresWhileOthersSayNothing() throws IOException {
        Metrics metrics = new Metrics();
        metrics.events(() -> 42);
        int port = freePort();
        MetricsTarget target = MetricsTarget.endpoint(URI.create("http://127.0.0.1:" + port), metrics);
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
            assertThat(target.close()).isTrue();
        }
        new ServerSocket(port, 1, HERE).close();
    }

    private static String ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(HERE, port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }
}
