package lanner.exchange.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.PluginParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditWebhookTest {
    private static final int ROOM = 2_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private AuditWebhook webhook;

    @BeforeEach
    void listen() throws IOException {
        webhook = AuditWebhook.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), goesOn::get, said::add, ROOM);
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    private static String event(int number) {
        return "{\"auditID\":\"" + number
                + "\",\"stage\":\"ResponseComplete\",\"stageTimestamp\":\"2026-11-25T18:20:00."
                + String.format("%06d", number) + "Z\",\"verb\":\"get\"}";
    }

    private static String list(int from, int to) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
                + IntStream.range(from, to).mapToObj(AuditWebhookTest::event).collect(Collectors.joining(","))
                + "]}";
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + webhook.address().getPort() + "/k8s-audit?timeout=30s"));
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return client.send(
                request()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private int post(String body) throws Exception {
        return post(body.getBytes(StandardCharsets.UTF_8)).statusCode();
    }

    private List<Integer> taken() throws IOException {
        List<Integer> ids = new ArrayList<>();
        Event event = new Event();
        while (webhook.next(event)) {
            if (event.type() == EventType.PLUGINEVENT) {
                String json = event.text(PluginParams.EVENT_DATA, "");
                ids.add(Integer.parseInt(json.substring(json.indexOf(':') + 2, json.indexOf(',') - 1)));
            }
        }
        return ids;
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void whatWasAcceptedIsTakenInOrderAlsoAfterTheEndWasWished() throws Exception {
        assertThat(post(list(0, 5))).isEqualTo(200);
        assertThat(post(list(5, 7))).isEqualTo(200);
        assertThat(post("[]")).isEqualTo(200);
        goesOn.set(false);

        assertThat(taken()).isEqualTo(numbers(0, 7));
        assertThat(webhook.report().events()).isEqualTo(7);
        assertThat(post(list(8, 9))).as("after the end").isEqualTo(503);
        assertThat(webhook.next(new Event())).isFalse();
    }

    @Test
    void aRequestThatFindsNoRoomIsToComeAgainAndThenIsTaken() throws Exception {
        int sent = 0;
        int status;
        while ((status = post(list(sent, sent + 5))) == 200) {
            sent += 5;
        }

        assertThat(status).isEqualTo(429);
        HttpResponse<String> again = post(list(sent, sent + 5).getBytes(StandardCharsets.UTF_8));
        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValue("Retry-After")).contains("1");
        assertThat(sent).isPositive();
        List<Integer> ids = new ArrayList<>();
        CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> {
            try {
                ids.addAll(taken());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        while (post(list(sent, sent + 5)) == 429) {
            Thread.onSpinWait();
        }
        goesOn.set(false);
        taking.join();
        assertThat(ids).isEqualTo(numbers(0, sent + 5));
        assertThat(said).isEmpty();
    }

    @Test
    void aListLargerThanTheQueueIsTakenByAnEmptyOne() throws Exception {
        assertThat(post(list(0, 200))).isEqualTo(200);
        assertThat(post(list(200, 201))).isEqualTo(429);
        goesOn.set(false);

        assertThat(taken()).isEqualTo(numbers(0, 200));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                                  | Unexpected end-of-input
            {"kind":"EventList","apiVersion":"audit.k8s.io/v1alpha1"}          | 'EventList' of 'audit.k8s.io/v1alpha1'
            {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{}]}   | without an auditID
            {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[1]}    | an element of the list is no object
            """)
    void badInputIsRefusedAndSaidAndNothingOfItIsTaken(String body, String why) throws Exception {
        HttpResponse<String> answer = post(body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(said).singleElement().asString().contains("refused (400)").contains(why);
        goesOn.set(false);
        assertThat(taken()).isEmpty();
    }

    @Test
    void oneBadEventOfAListRefusesTheWholeList() throws Exception {
        String list = list(0, 3);

        assertThat(post(list.substring(0, list.length() - 2) + ",{}]}")).isEqualTo(400);
        goesOn.set(false);
        assertThat(taken()).isEmpty();
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        assertThat(post(new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'})
                        .statusCode())
                .isEqualTo(400);
        assertThat(said).singleElement().asString().contains("no UTF-8");
    }

    @Test
    void onlyPostIsAnswered() throws Exception {
        HttpResponse<String> answer = client.send(request().GET().build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource({"999999999999", "99999999999999999999999999"})
    void aRequestThatAnnouncesTooMuchIsNotRead(String length) throws Exception {
        assertThat(raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n"))
                .matches("HTTP/1.1 4(00|13) .*");
    }

    @Test
    void manyRefusalsAreCountedAndOnlySomeAreSaid() throws Exception {
        for (int i = 0; i < 15; i++) {
            assertThat(post("x")).isEqualTo(400);
        }

        assertThat(said).hasSize(10);
        assertThat(said.get(9)).contains("more are counted");
        assertThat(webhook.summary()).contains("15 requests refused");
    }

    /** The first line of the answer. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), webhook.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                answer.write(c);
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
