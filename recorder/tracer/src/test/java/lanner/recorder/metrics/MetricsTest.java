package lanner.recorder.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.session.RunningRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    private final List<String> messages = new ArrayList<>();

    /** A recording with figures that all differ. */
    private static class Running implements RunningRecording {
        Optional<String> failure = Optional.empty();
        long lastSync = System.currentTimeMillis();
        boolean ended;

        @Override
        public int pid() {
            return 7;
        }

        @Override
        public void keep() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void detach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean commandHasEnded() {
            return ended;
        }

        @Override
        public long events() {
            return 1L << 40;
        }

        @Override
        public long bytes() {
            return 12;
        }

        @Override
        public long unsyncedBytes() {
            return 13;
        }

        @Override
        public long lastSyncMillis() {
            return lastSync;
        }

        @Override
        public long unserved() {
            return 14;
        }

        @Override
        public long unreadable() {
            return 15;
        }

        @Override
        public Optional<String> failure() {
            return failure;
        }

        @Override
        public long stops() {
            return 16;
        }

        @Override
        public int processes() {
            return 17;
        }

        @Override
        public Delivered delivered() {
            return new Delivered(30, 20, List.of("a"), 1);
        }

        @Override
        public int dropped() {
            return 18;
        }

        @Override
        public long tracerNanos() {
            return 1_500_000_000L;
        }
    }

    /** One server may collect both: a name has one meaning, one help and one set of labels. */
    @Test
    void noFigureHasTheNameOfOneOfTheAnalyzers() throws IOException {
        Path documented = Path.of("../../analyzer/docs/outputs.md");
        assumeTrue(Files.exists(documented), "the analyzer's documents are not here");
        Set<String> analyzers = Pattern.compile("lanner_[a-z_]+")
                .matcher(Files.readString(documented))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(analyzers).contains("lanner_events_total");
        assertThat(Exposition.read(new Metrics("x").text(new Running())))
                .doesNotContainKeys(analyzers.toArray(String[]::new));
    }

    @Test
    void theFiguresAreWhatPrometheusReads() {
        Running running = new Running();
        running.lastSync = 1_700_000_000_250L;
        Map<String, Double> values = Exposition.read(new Metrics("/c \"x\"\\\n.lanner").text(running));
        assertThat(values)
                .containsEntry("lanner_build_info", 1.0)
                .containsEntry("lanner_recorded_events_total", (double) (1L << 40))
                .containsEntry("lanner_written_bytes_total", 12.0)
                .containsEntry("lanner_unsynced_bytes", 13.0)
                .containsEntry("lanner_last_sync_timestamp_seconds", 1_700_000_000.25)
                .containsEntry("lanner_stops_unserved_total", 14.0)
                .containsEntry("lanner_parameters_unreadable_total", 15.0)
                .containsEntry("lanner_stops_total", 16.0)
                .containsEntry("lanner_processes", 17.0)
                .containsEntry("lanner_segments_dropped_total", 18.0)
                .containsEntry("lanner_segments_handed_over_total", 30.0)
                .containsEntry("lanner_segments_delivered_total", 20.0)
                .containsEntry("lanner_segments_undelivered_total", 1.0)
                .containsEntry("lanner_segments_pending", 9.0)
                .containsEntry("lanner_tracer_cpu_seconds_total", 1.5)
                .containsKey("lanner_recorder_cpu_seconds_total");
    }

    @Test
    void aDiskThatHangsIsSaidOnceAndAgainWhenItGoesOn() {
        DiskWatch watch = new DiskWatch(messages::add);
        Running running = new Running();
        watch.look(running);
        running.lastSync = System.currentTimeMillis() - 3_600_000;
        watch.look(running);
        assertThat(messages).as("a machine that slept").isEmpty();
        running.lastSync = System.currentTimeMillis();
        watch.look(running);
        running.lastSync = System.currentTimeMillis() - 3_600_000;
        for (int i = 0; i < 4; i++) {
            watch.look(running);
        }
        assertThat(messages)
                .singleElement()
                .asString()
                .matches("the capture's disk has taken nothing for 36[0-9]{2} s: the program waits for it .*");
        running.lastSync += 3_600_000;
        watch.look(running);
        watch.look(running);
        assertThat(messages).hasSize(2).last().isEqualTo("the capture's disk takes data again, after 3600 s");
    }

    @Test
    void aDiskThatHangsAtTheEndIsSaidAlsoWhereTheRecordingHasFailed() {
        DiskWatch watch = new DiskWatch(messages::add);
        Running running = new Running();
        running.lastSync = System.currentTimeMillis() - 3_600_000;
        running.failure = Optional.of("no space is left for x.lanner");
        watch.look(running);
        watch.look(running);
        assertThat(messages).as("the program goes on").isEmpty();
        running.ended = true;
        watch.look(running);
        watch.look(running);
        assertThat(messages)
                .singleElement()
                .asString()
                .matches("the capture's disk has taken nothing for 36[0-9]{2} s: .* so does the end of the recording");
    }

    @Test
    void aRecordingIsHealthyWhileItGoesOnAndReachesTheDisk() {
        Running running = new Running();
        assertThat(Health.of(running)).isEqualTo(new Health(true, "recording"));
        running.lastSync = System.currentTimeMillis() - 3_600_000;
        assertThat(Health.of(running).isHealthy()).isFalse();
        assertThat(Health.of(running).sentence()).matches("the disk has taken nothing for 36[0-9]{2} s");
        running.failure = Optional.of("no space is left for x.lanner");
        assertThat(Health.of(running)).isEqualTo(new Health(false, "recording stopped: no space is left for x.lanner"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileIsThereSoonAndAtTheEndAndNothingIsLeftBesideIt() throws Exception {
        Path file = directory.resolve("l.prom");
        Running running = new Running();
        try (MetricsPublisher publisher = new MetricsPublisher(Path.of("x.lanner"), Optional.of(file), messages::add)) {
            publisher.follow(running);
            while (!Files.exists(file)) {
                Thread.sleep(1);
            }
            assertThat(Exposition.read(Files.readString(file))).containsEntry("lanner_recording_healthy", 1.0);
            running.failure = Optional.of("full");
        }
        assertThat(Exposition.read(Files.readString(file))).containsEntry("lanner_recording_healthy", 0.0);
        assertThat(names()).containsExactly("l.prom");
        assertThat(messages).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidOnce() {
        Path file = directory.resolve("missing").resolve("l.prom");
        try (MetricsPublisher publisher = new MetricsPublisher(Path.of("x.lanner"), Optional.of(file), messages::add)) {
            publisher.follow(new Running());
        }
        assertThat(messages).hasSize(1).allMatch(message -> message.startsWith("could not write " + file));
        assertThat(messages.get(0)).endsWith(": there is no directory " + file.getParent());
    }

    @Test
    void aLinkThatSomebodyPlantedBesideTheFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(directory.resolve(".l.prom.new"), precious);
        Path file = directory.resolve("l.prom");
        try (MetricsPublisher publisher = new MetricsPublisher(Path.of("x.lanner"), Optional.of(file), messages::add)) {
            publisher.follow(new Running());
        }
        assertThat(precious).hasContent("precious");
        assertThat(Files.isRegularFile(file)).isTrue();
    }

    @Test
    void figuresThatAreNotWrittenInTimeKeepNobodyWaiting() throws Exception {
        Path file = directory.resolve("l.prom");
        CountDownLatch answers = new CountDownLatch(1);
        // A file system that does not answer keeps the thread that writes as long.
        Running stalled = new Running() {
            @Override
            public long events() {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }
        };
        MetricsPublisher publisher = new MetricsPublisher(Path.of("x.lanner"), Optional.of(file), messages::add, 100);
        publisher.follow(stalled);
        publisher.close();
        assertThat(messages)
                .containsExactly("the last figures are not in " + file + ": it could not be written in time");
        answers.countDown();
        publisher.writer.join();
    }

    private static HttpResponse<String> ask(InetSocketAddress at, String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theEndpointAnswersWhoeverAsks() throws Exception {
        Running running = new Running();
        try (MetricsPublisher publisher = new MetricsPublisher(Path.of("x.lanner"), Optional.empty(), messages::add)) {
            InetSocketAddress at = publisher.listen(LOOPBACK);
            assertThat(at.getAddress().isLoopbackAddress()).isTrue();
            // One that connects and says nothing keeps nobody waiting.
            try (Socket silent = new Socket(at.getAddress(), at.getPort())) {
                assertThat(silent.isConnected()).isTrue();
                assertThat(ask(at, "GET", "/healthz").statusCode()).isEqualTo(503);
                publisher.follow(running);
                assertThat(ask(at, "GET", "/healthz").body()).isEqualTo("recording\n");
                HttpResponse<String> metrics = ask(at, "GET", "/metrics");
                assertThat(metrics.headers().firstValue("Content-Type"))
                        .contains("text/plain; version=0.0.4; charset=utf-8");
                assertThat(Exposition.read(metrics.body())).containsEntry("lanner_stops_total", 16.0);
                running.failure = Optional.of("full");
                assertThat(ask(at, "GET", "/healthz").statusCode()).isEqualTo(503);
                assertThat(ask(at, "GET", "/healthz").body()).isEqualTo("recording stopped: full\n");
                assertThat(ask(at, "HEAD", "/metrics").statusCode()).isEqualTo(200);
                assertThat(ask(at, "POST", "/metrics").statusCode()).isEqualTo(405);
                assertThat(ask(at, "GET", "/other").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void anAddressThatIsTakenIsAFailureToListen() throws Exception {
        try (MetricsPublisher one = new MetricsPublisher(Path.of("x.lanner"), Optional.empty(), messages::add);
                MetricsPublisher other = new MetricsPublisher(Path.of("y.lanner"), Optional.empty(), messages::add)) {
            int port = one.listen(LOOPBACK).getPort();
            assertThatThrownBy(() -> other.listen(new InetSocketAddress(LOOPBACK.getAddress(), port)))
                    .isInstanceOf(IOException.class);
        }
    }
}
