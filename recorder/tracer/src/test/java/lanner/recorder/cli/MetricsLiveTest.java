package lanner.recorder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.recorder.Machine;
import lanner.recorder.metrics.Exposition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of a recorder that runs, as another process reads them. */
@Tag("ptrace")
class MetricsLiveTest extends LiveTest {
    private static final Pattern AT = Pattern.compile("metrics at (http://\\S+)/metrics");

    private static String get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theEndpointTellsOfTheProgramWhileItRunsAndTheFileAtTheEnd() throws Exception {
        Path file = directory.resolve("l.prom");
        Path go = directory.resolve("go");
        Process recorder = start(recorder(
                List.of("--metrics", file.toString(), "--metrics-listen", "0"),
                "sh",
                "-c",
                "cat /dev/null; while ! test -e " + go + "; do sleep 0.05; done"));
        Matcher at = AT.matcher("");
        while (recorder.isAlive() && !at.find()) {
            Thread.sleep(10);
            at = AT.matcher(Files.readString(directory.resolve("err")));
        }
        if (recorder.isAlive()) {
            String address = at.group(1);
            while (!get(address + "/healthz").equals("recording\n")) {
                Thread.sleep(10);
            }
            while (Exposition.read(get(address + "/metrics")).get("lanner_processes") == 0) {
                Thread.sleep(10);
            }
        }
        Files.createFile(go);
        Run run = end(recorder);
        Machine.needTracing(run.err());
        assertThat(run.status()).as(run.err()).isZero();
        long events = read(event -> {}).events();
        assertThat(Exposition.read(Files.readString(file)))
                .containsEntry("lanner_recorded_events_total", (double) events)
                .containsEntry("lanner_unsynced_bytes", 0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "x, is not PORT or ADDRESS:PORT, 2",
        "99999, is not PORT or ADDRESS:PORT, 2",
        "[::1], is not PORT or ADDRESS:PORT, 2",
        "no-such-host.invalid:0, unknown host no-such-host.invalid, 4",
        "127.0.0.1, is not PORT or ADDRESS:PORT, 2",
        "192.0.2.1:0, --metrics-listen 192.0.2.1:0: , 4",
    })
    void anAddressThatIsNoneIsRefusedBeforeTheProgramRuns(String address, String words, int status) throws Exception {
        Path ran = directory.resolve("ran");
        Run run = run(recorder(List.of("--metrics-listen", address), "touch", ran.toString()), "");
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).contains(words);
        assertThat(ran).doesNotExist();
    }
}
