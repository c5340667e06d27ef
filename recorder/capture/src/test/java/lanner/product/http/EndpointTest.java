package lanner.product.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that mean no good. */
@Timeout(600)
class EndpointTest {
    private static final String GET = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = Endpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Thread::new, path -> switch (path) {
                    case "/page" -> Optional.of(new Endpoint.Page(200, "text/plain", "the page\n"));
                    case "/large" -> Optional.of(new Endpoint.Page(200, "text/plain", "x".repeat(10_000_000)));
                    case "/fails" -> throw new IllegalStateException("made up");
                    default -> Optional.empty();
                });
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        endpoint.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(endpoint.address().getAddress(), endpoint.address().getPort());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String ask(String request) throws IOException {
        Socket socket = connect();
        send(socket, request);
        return answer(socket);
    }

    @Test
    void aPageIsAnsweredWithItsLengthAndTheConnectionEnds() throws IOException {
        assertThat(ask(GET))
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Content-Type: text/plain",
                        "Content-Length: 9",
                        "Connection: close",
                        "",
                        "the page\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET /page HTTP/1.0#             | 200
        GET /page?a=b HTTP/1.1#         | 200
        GET /page HTTP/1.1##GET /page HTTP/1.1# | 200
        GET /none HTTP/1.1#             | 404
        GET /../etc/passwd HTTP/1.1#    | 404
        GET /fails HTTP/1.1#            | 500
        POST /page HTTP/1.1#Content-Length: 9999999999# | 405
        PUT /page HTTP/1.1#Expect: 100-continue# | 405
        GET page HTTP/1.1#              | 400
        GET /page#                      | 400
        GET  /page HTTP/1.1#            | 400
        PRI * HTTP/2.0#                 | 400
        \0\0\0#                         | 400
        #                               | 400
        """)
    void everyRequestHasOneAnswer(String request, int status) throws IOException {
        String answer = ask(request.replace("\\0", "\0").replace("#", "\r\n") + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").endsWith("\n");
        assertThat(answer.split("HTTP/1\\.1 [0-9]", -1)).hasSize(2);
    }

    @Test
    void headHasNoText() throws IOException {
        assertThat(ask(GET.replace("GET", "HEAD"))).endsWith("Content-Length: 9\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aRequestWithoutEndIsNotKept() throws IOException {
        Socket socket = connect();
        String header = "X: " + "y".repeat(997) + "\r\n";
        try {
            send(socket, "GET /page HTTP/1.1\r\n");
            for (int i = 0; i < 100_000; i++) {
                send(socket, header);
            }
        } catch (SocketException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        assertThat(ask(GET)).startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET /page HTTP/1.1\r\n" + header.repeat(10))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void whoSaysNothingOrLittleKeepsNobodyWaiting() throws IOException {
        for (int i = 0; i < Endpoint.MOST - 1; i++) {
            send(connect(), i % 2 == 0 ? "" : "GET /pa");
        }
        assertThat(ask(GET)).endsWith("the page\n");
    }

    @Test
    void whoDoesNotReadItsAnswerKeepsNobodyWaiting() throws IOException {
        for (int i = 0; i < 8; i++) {
            send(connect(), "GET /large HTTP/1.1\r\n\r\n");
        }
        assertThat(ask(GET)).endsWith("the page\n");
        assertThat(ask("GET /large HTTP/1.1\r\n\r\n")).hasSizeGreaterThan(10_000_000);
    }

    @Test
    void aCrowdCostsTheOldestOfItsOwnAndNobodyElse() throws IOException {
        Socket oldest = connect();
        for (int i = 0; i < 10 * Endpoint.MOST; i++) {
            send(connect(), "GET");
            if (i % Endpoint.MOST == 0) {
                assertThat(ask(GET)).endsWith("the page\n");
            }
        }
        assertThat(ask(GET)).endsWith("the page\n");
        assertThat(isEnded(oldest)).isTrue();
    }

    @Test
    void clientsThatLeaveAtOnceLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = connect()) {
                socket.setSoLinger(true, 0);
                send(socket, GET);
            }
        }
        assertThat(ask(GET)).endsWith("the page\n");
    }

    @Test
    void whatWasSentAtOnceComesBackByPiecesToo() throws IOException {
        Socket socket = connect();
        for (int i = 0; i < GET.length(); i++) {
            send(socket, GET.substring(i, i + 1));
        }
        assertThat(answer(socket)).endsWith("the page\n");
    }

    @Test
    void nobodyListensWhenItIsClosed() throws IOException {
        InetSocketAddress at = endpoint.address();
        Socket open = connect();
        endpoint.close();
        try (Socket late = new Socket()) {
            late.connect(at);
            assertThat(late.isConnected()).as("nobody should listen at %s", at).isFalse();
        } catch (SocketException refused) {
            assertThat(refused).hasMessageContaining("refused");
        }
        assertThat(isEnded(open)).isTrue();
    }

    @Test
    void anAddressThatNobodyKnowsIsAnError() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 0);
        assertThatThrownBy(() -> Endpoint.start(nowhere, Thread::new, path -> Optional.empty()))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("nowhere.invalid");
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
