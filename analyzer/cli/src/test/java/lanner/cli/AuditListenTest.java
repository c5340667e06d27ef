package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code analyze --follow --k8s-audit-listen}, as a program of its own where it is to end by a signal. */
class AuditListenTest {
    private static final Path RESOURCES =
            Path.of("src/test/resources/lanner/cli/audit").toAbsolutePath();
    private static final Pattern LISTENING = Pattern.compile("listening for audit events on (http://\\S+)");
    private static final int TERMINATED = 130;

    @TempDir
    Path directory;

    private Process analyzer;

    @AfterEach
    void end() {
        if (analyzer != null) {
            analyzer.destroyForcibly();
        }
    }

    private File file(String name) {
        return directory.resolve(name).toFile();
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    /** Starts it, and answers where it listens. */
    private URI start() throws Exception {
        Files.writeString(directory.resolve("arguments"), "-cp\n" + System.getProperty("java.class.path") + "\n");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../recorder/jvm/lanner.options").toRealPath(),
                "-XX:TieredStopAtLevel=1",
                "@" + directory.resolve("arguments"),
                "lanner.cli.Lanner"));
        line.addAll(List.of("analyze", "--follow", "--k8s-audit-listen", "127.0.0.1:0", "--json"));
        line.addAll(List.of("-r", RESOURCES.resolve("rules.yaml").toString()));
        analyzer = new ProcessBuilder(line)
                .redirectOutput(file("out"))
                .redirectError(file("err"))
                .start();
        while (true) {
            Matcher said = LISTENING.matcher(text("err"));
            if (said.find()) {
                return URI.create(said.group(1));
            }
            assertThat(analyzer.isAlive()).as(text("err")).isTrue();
            Thread.sleep(20);
        }
    }

    private static int post(URI to, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(to).POST(BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whatTheWebhookAcceptedIsAnalyzedWhenASignalEndsIt() throws Exception {
        List<String> lines = Files.readAllLines(RESOURCES.resolve("cluster.jsonl"));
        URI to = start();

        assertThat(post(to, "{\"kind\":\"EventList\"}")).isEqualTo(400);
        assertThat(post(
                        to,
                        "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
                                + String.join(",", lines) + "]}"))
                .isEqualTo(200);
        analyzer.destroy();

        assertThat(analyzer.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(analyzer.exitValue()).isEqualTo(TERMINATED);
        assertThat(text("out"))
                .isEqualTo(Answer.of(
                                "analyze",
                                RESOURCES.resolve("cluster.jsonl"),
                                "-r",
                                RESOURCES.resolve("rules.yaml"),
                                "--json")
                        .out());
        assertThat(text("err"))
                .contains("was refused (400): this is no Event or EventList of audit.k8s.io/v1")
                .contains("audit webhook: 70 events accepted, 1 request refused, 0 told to come again")
                .contains("70 events in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            analyze --k8s-audit-listen 127.0.0.1:9765            | goes with --follow
            analyze x.lanner --follow --k8s-audit-listen 127.0.0.1:9765 | takes the place of the capture
            analyze --follow --k8s-audit-listen 127.0.0.1        | is HOST:PORT
            analyze --follow --k8s-audit-listen :9765            | is HOST:PORT
            analyze --follow --k8s-audit-listen 127.0.0.1:99999  | is HOST:PORT
            analyze --follow src/test/resources/lanner/cli/audit/cluster.jsonl | come by --k8s-audit-listen
            analyze --follow src/test/resources/lanner/cli/audit | come by --k8s-audit-listen
            analyze --follow                                     | missing required parameter: 'CAPTURE'
            analyze                                              | missing required parameter: 'CAPTURE'
            """)
    void whatDoesNotGoTogetherIsSaid(String line, String error) {
        Answer answer = Answer.of((Object[]) line.split(" "));

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(error);
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsSaid() {
        Answer answer = Answer.of(
                "analyze", "--follow", "--k8s-audit-listen", "192.0.2.1:9765", "-r", RESOURCES.resolve("rules.yaml"));

        assertThat(answer.status()).isNotZero();
        assertThat(answer.err().lines().findFirst().orElseThrow()).contains("192.0.2.1:9765");
    }
}
