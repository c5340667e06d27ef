package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.queue.QueueCaptureWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of one capture, sent for real: to receivers that this test runs, kills and starts again. */
@Timeout(600)
class OutputsTest {
    private static final int ALERTS = 200;

    @TempDir
    static Path directory;

    private static Path capture;
    private static Path rules;

    @BeforeAll
    static void recordSomething() throws Exception {
        capture = directory.resolve("x.lanner");
        SegmentHeader header = new SegmentHeader(
                new SegmentHeader.Origin("id", "lanner test", List.of("sh"), "/w"),
                new SegmentHeader.Host("box", "6.1", "x86_64", "boot", 1, 2, "UTC"),
                new SegmentHeader.Content("forensic", "", 4096, 80, "none", List.of()));
        QueueCaptureWriter writer = QueueCaptureWriter.create(capture, false, header, SegmentPolicy.KEEP_ALL, 1, 1);
        EventEncoder encoder = new EventEncoder();
        for (int n = 0; n < ALERTS; n++) {
            writer.append(encoder.begin(EventType.OPENAT, 9, 1_700_000_000_000_000_000L + n, n)
                    .number(OpenatParams.DIRFD, -100)
                    .text(OpenatParams.NAME, "/etc/file " + n + " \u001b[31m\"]\n")
                    .number(OpenatParams.FLAGS, 1)
                    .number(OpenatParams.MODE, 0)
                    .result(3));
        }
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        rules = Files.writeString(directory.resolve("r.yaml"), """
            - rule: Opened "it" ]
              desc: d
              condition: evt.type=openat
              output: opened %fd.name (%evt.num)
              priority: WARNING
            """);
    }

    private static Answer run(String... arguments) {
        return Answer.of((Object[]) arguments);
    }

    private static Answer analyze(String... more) {
        List<String> arguments = new ArrayList<>(List.of("analyze", capture.toString(), "-r", rules.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void theSummaryShowsNoEscapeCodesOfARulesName() throws IOException {
        Path odd = Files.writeString(rules.resolveSibling("odd.yaml"), """
                - {rule: "a\\x1b[1m\\u202eb", desc: d, condition: evt.type=openat, output: o, priority: INFO}
                """);
        Answer answer = run("analyze", capture.toString(), "-r", odd.toString());
        assertThat(answer.err()).contains("a\\x1b[1m\\u202eb: ").doesNotContain("\u001b");
    }

    /** A webhook that keeps bodies; answers as it is told. */
    private static final class Webhook implements AutoCloseable {
        private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger refusals = new AtomicInteger();
        private final HttpServer server;

        Webhook(int port) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                int status = 200;
                if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    status = refusals.get() % 2 == 0 ? 503 : 429;
                } else {
                    bodies.add(body);
                }
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** Reads octet-counted messages of one connection after the other. */
    private static List<String> readFrames(ServerSocket server) throws IOException {
        List<String> messages = new ArrayList<>();
        try (Socket socket = server.accept();
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                StringBuilder length = new StringBuilder();
                int c = in.read();
                while (c >= '0' && c <= '9') {
                    length.append((char) c);
                    c = in.read();
                }
                if (c < 0) {
                    return messages;
                }
                messages.add(new String(in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void allOutputsAtOnceGetEveryAlert() throws Exception {
        Path file = directory.resolve("all.json");
        Path program = directory.resolve("program.out");
        Path metrics = directory.resolve("lanner.prom");
        List<String> frames = Collections.synchronizedList(new ArrayList<>());
        List<String> datagrams = Collections.synchronizedList(new ArrayList<>());
        try (Webhook webhook = new Webhook(0);
                ServerSocket stream = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread tcp = new Thread(() -> {
                try {
                    frames.addAll(readFrames(stream));
                } catch (IOException e) {
                    frames.add("failed: " + e);
                }
            });
            tcp.start();
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(120_000);
            Thread udp = new Thread(() -> receive(socket, datagrams));
            udp.start();
            Answer answer = analyze(
                    "--json",
                    "--output",
                    "stdout",
                    "--output",
                    "file:" + file,
                    "--output",
                    "program:cat >> " + program + ",keep_alive=true",
                    "--output",
                    "syslog:tcp://127.0.0.1:" + stream.getLocalPort() + ",format=text",
                    "--output",
                    "syslog:udp://127.0.0.1:" + socket.getLocalPort() + ",facility=local3",
                    "--output",
                    "http://127.0.0.1:" + webhook.port() + "/",
                    "--output",
                    "metrics:" + metrics);
            tcp.join();
            assertThat(answer.status()).as(answer.err()).isZero();
            List<String> printed = answer.out().lines().toList();
            assertThat(printed).hasSize(ALERTS);
            assertThat(Files.readAllLines(file)).isEqualTo(printed);
            assertThat(Files.readAllLines(program)).isEqualTo(printed);
            assertThat(webhook.bodies).isEqualTo(printed);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(frames).hasSize(ALERTS);
            assertThat(frames.get(0))
                    .startsWith("<12>1 2023-11-14T22:13:20.000000Z box lanner ")
                    .contains("[lanner@32473 rule=\"Opened \\\"it\\\" \\]\" priority=\"Warning\" event=\"1\"] \uFEFF")
                    .contains("\\x1b[31m")
                    .doesNotContain("\n");
            udp.join();
            assertThat(datagrams).hasSize(ALERTS);
            assertThat(datagrams.get(0)).startsWith("<156>1 ").endsWith(printed.get(0));
        }
        assertThat(Files.readString(metrics))
                .contains("lanner_events_total " + ALERTS + "\n")
                .contains("lanner_alerts_total{rule=\"Opened \\\"it\\\" ]\",priority=\"Warning\"} " + ALERTS + "\n")
                .contains("lanner_output_lost_total{output=\"syslog:udp:");
    }

    private static void receive(DatagramSocket socket, List<String> into) {
        byte[] buffer = new byte[65_536];
        try {
            while (into.size() < ALERTS) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                into.add(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            into.add("failed: " + e);
        }
    }

    @Test
    void aReceiverThatIsBusyNowAndThenGetsEveryAlert() throws Exception {
        try (Webhook webhook = new Webhook(0)) {
            webhook.refusals.set(5);
            Answer answer = analyze("--json", "--output", "stdout", "--output", "http://127.0.0.1:" + webhook.port());
            assertThat(answer.status()).as(answer.err()).isZero();
            assertThat(webhook.bodies).isEqualTo(answer.out().lines().toList());
        }
    }

    /** Answers two attempts to deliver with nothing. */
    private static void hangUpTwice(int port) throws IOException, InterruptedException {
        try (ServerSocket server = onceFree(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()))) {
            server.accept().close();
            server.accept().close();
        }
    }

    private interface Binding<T> {
        T bind() throws IOException;
    }

    /** Binds a port that was bound before: any connection of this machine may have been given its number meanwhile. */
    private static <T> T onceFree(Binding<T> binding) throws IOException, InterruptedException {
        while (true) {
            try {
                return binding.bind();
            } catch (BindException e) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void aReceiverKilledAndStartedAgainLosesNothing() throws Exception {
        Webhook first = new Webhook(0);
        int port = first.port();
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        Thread restarter = new Thread(() -> {
            try {
                while (first.bodies.size() < ALERTS / 10) {
                    Thread.sleep(1);
                }
                first.close();
                hangUpTwice(port);
                try (Webhook second = onceFree(() -> new Webhook(port))) {
                    // What came twice counts once: the receiver must not go before it has everything.
                    Set<String> distinct = new HashSet<>();
                    while (distinct.size() < ALERTS) {
                        Thread.sleep(5);
                        distinct.addAll(List.of(first.bodies.toArray(String[]::new)));
                        distinct.addAll(List.of(second.bodies.toArray(String[]::new)));
                    }
                    bodies.addAll(first.bodies);
                    bodies.addAll(second.bodies);
                }
            } catch (IOException | InterruptedException e) {
                bodies.add("failed: " + e);
            }
        });
        restarter.start();
        Answer answer =
                analyze("--json", "--output", "stdout", "--output", "http://127.0.0.1:" + port + "/,retry=5m,drain=5m");
        restarter.join();
        assertThat(answer.status()).as(answer.err()).isZero();
        // One whose answer was lost with the receiver may have come twice.
        assertThat(bodies).containsAll(answer.out().lines().toList());
    }

    @Test
    void batchesAreArrays() throws Exception {
        try (Webhook webhook = new Webhook(0)) {
            Answer answer = analyze("--output", "http://127.0.0.1:" + webhook.port() + "/,batch=50");
            assertThat(answer.status()).as(answer.err()).isZero();
            assertThat(webhook.bodies).hasSizeBetween(ALERTS / 50, ALERTS - 1);
            assertThat(webhook.bodies).allMatch(body -> body.startsWith("[{") && body.endsWith("}]"));
            assertThat(webhook.bodies.stream()
                            .mapToInt(body -> body.split("\"hostname\":", -1).length - 1)
                            .sum())
                    .isEqualTo(ALERTS);
        }
    }

    @Test
    void aDeadReceiverStopsNeitherTheAnalysisNorItsNeighbours() throws Exception {
        Path file = directory.resolve("beside.txt");
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        Answer answer =
                analyze("--output", "http://127.0.0.1:" + port + "/,retry=200ms,queue=10", "--output", "file:" + file);
        assertThat(answer.status()).isEqualTo(4);
        assertThat(answer.err()).contains(ALERTS + " alerts were not delivered");
        assertThat(answer.err().lines().filter(line -> line.contains("output http:")))
                .hasSize(2);
        assertThat(Files.readAllLines(file)).hasSize(ALERTS);
    }

    @Test
    void aProgramThatFailsIsSaidOnceWithACount() {
        Answer answer = analyze("--output", "program:exit 3");
        assertThat(answer.status()).isEqualTo(4);
        assertThat(answer.err()).contains("status 3").contains(ALERTS + " alerts were not delivered");
    }

    @Test
    void aConfigurationFileHasTheSameKeys() throws Exception {
        Path file = directory.resolve("configured.json");
        Path config = Files.writeString(directory.resolve("lanner.yaml"), """
            rules_files: [%s]
            json: true
            min_priority: notice
            outputs:
              - kind: file
                path: %s
            rules:
              - disable: {rule: "*"}
              - enable: {rule: "Opened*"}
            append_output:
              - match: {rule: 'Opened "it" ]'}
                extra_output: on %%evt.hostname
                extra_fields: [evt.res, {who: "%%evt.type by %%thread.tid"}]
            """.formatted(rules, file));
        Answer answer = run("analyze", capture.toString(), "--config", config.toString());
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(ALERTS);
        assertThat(Files.readAllLines(file).get(0))
                .contains("(1) on box\"")
                .contains("\"evt.res\":\"SUCCESS\"")
                .contains("\"who\":\"openat by 9\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        carrier:pigeon                     | there is no output 'carrier'
        file                               | needs its path
        stdout:x                           | takes no 'x'
        file:a,format=xml                  | format is text or json
        http:ftp://x                       | is not an address
        http://                            | is not an address
        http://localhost:99999/            | is not an address
        metrics:http://localhost:99999/    | is not an address
        syslog:udp:nowhere                 | is not an address
        syslog:udp://h,facility=moon       | is not a syslog facility
        http://h/,retry=soon               | retry is a time
        http://h/,batch=0                  | batch is a number from 1
        http://h/,header=x y               | is not a header
        http://h/,batch=1,batch=2          | there twice
        """)
    void aMistakeInAnOutputIsOneClearSentence(String output, String message) {
        Answer answer = analyze("--output", output);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(message);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void configurationsWithOneThingWrongNameTheirPlace() throws Exception {
        String good = """
            rules_files: [r.yaml]
            json: true
            match: first
            min_priority: notice
            outputs:
              - {kind: file, path: OUTPUT, format: json}
            rules:
              - disable: {rule: "*"}
            append_output:
              - match: {tags: [a]}
                extra_fields: [proc.name, {a: b}]
            """.replace("OUTPUT", directory.resolve("x").toString());
        String[] wrong = {"~", "[]", "{}", "x", "[[1]]", "{a: {b: c}}", "\"", "*a", "\t", "- x", "!!binary x", "\0"};
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            List<String> lines = new ArrayList<>(good.lines().toList());
            int victim = random.nextInt(lines.size());
            String line = lines.get(victim);
            int colon = line.indexOf(':');
            lines.set(victim, line.substring(0, colon + 1) + " " + wrong[random.nextInt(wrong.length)]);
            Path config = Files.writeString(directory.resolve("bad.yaml"), String.join("\n", lines));
            Answer answer = run("analyze", directory.resolve("nothing").toString(), "--config", config.toString());
            assertThat(answer.status()).as(answer.err()).isIn(2, 3);
            assertThat(answer.err()).doesNotContain("Exception").doesNotContain("internal error");
        }
    }
}
