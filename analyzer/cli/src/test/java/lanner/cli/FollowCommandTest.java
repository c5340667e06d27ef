package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code follow}: what passed through a descriptor. That of {@code analyze --follow} is {@link FollowTest}. */
class FollowCommandTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/malicious-install-script.lanner");

    @TempDir
    static Path directory;

    private static Path capture;

    /** A connection on descriptor 3, and later a file on the same number; a pipe between two processes. */
    @BeforeAll
    static void record() throws IOException {
        TestedHome.make();
        capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "curl")
                    .connects(10, 4711, "10.0.0.9", 443)
                    .writes(10, 3, "GET /\u001b]0;x\u0007")
                    .reads(10, 3, "200 OK")
                    .failsToRead(10, 3, 104)
                    .closes(10, 3)
                    .creates(10, 3, "/tmp/x")
                    .writes(10, 3, "written")
                    .pipe(10, 4, 5)
                    .forks(10, 11)
                    .writes(10, 5, "through")
                    .reads(11, 4, "through")
                    .exits(11);
        }
    }

    @ParameterizedTest
    @CsvSource({"835, follow-order.txt", "127.0.0.1:4873, follow-package.txt"})
    void theInstallScriptsConnections(String asked, String expected) throws IOException {
        Answer answer = Answer.of("follow", SAMPLE, asked);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        try (var in = FollowCommandTest.class.getResourceAsStream(expected)) {
            assertThat(answer.out()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.9          | > GET /\\x1b]0;x\\x07
            10.0.0.9:443      | < 200 OK
            10.0.0.9          | failed (ECONNRESET): read
            10.0.0.9          | ipv4: 11 bytes out, 6 bytes in, 2 calls
            10.0.0.9 --hex    | > 00000000  47 45 54 20 2f 1b 5d 30  3b 78 07                 GET /.]0;x.
            /tmp/x            | > written
            x                 | > written
            /tmp/x            | open at the end: curl 10 as 3
            11:4              | < through
            11:4              | > through
            10:5              | the new process 11 has it as 4, 5
            """)
    void whatPassedIsShownBothWays(String arguments, String line) {
        Answer answer = of("follow " + arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains(line).doesNotContain("\u001b", "\u0007");
    }

    private static Answer of(String line) {
        String[] words = line.split(" ");
        Object[] all = new Object[words.length + 1];
        all[0] = words[0];
        all[1] = capture;
        System.arraycopy(words, 1, all, 2, words.length - 1);
        return Answer.of(all);
    }

    @Test
    void ofOneWayOnlyTheDataOfThatIsShown() {
        assertThat(of("follow 10.0.0.9 --only in").out()).contains("< 200 OK").doesNotContain("> GET");
        assertThat(of("follow 10.0.0.9 --only out").out()).contains("> GET").doesNotContain("< 200");
    }

    @Test
    void aNumberThatLedToSeveralThingsIsAQuestionBack() {
        Answer answer = of("follow 10:3");
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("lanner: '10:3' is 2 things, one after the other or at once: name one by its event\n")
                .contains("  10.0.0.1:4711->10.0.0.9:443\n", "  /tmp/x\n");
        assertThat(of("follow 10#2:3").err()).contains("no recorded call of a process 10#2 is about a descriptor 3");
    }

    @ParameterizedTest
    @CsvSource({
        "99999, there is no event 99999",
        "1, is about no descriptor",
        "12:3, no recorded call of a process 12",
        "/nope, no recorded call is about a descriptor of '/nope'",
        "'', no recorded call is about"
    })
    void whatIsNotThereIsOneSentence(String asked, String words) {
        Answer answer = Answer.of("follow", directory.resolve("x.lanner"), asked.equals("1") ? forkEvent() : asked);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("lanner: ").contains(words).hasLineCount(1);
    }

    /** The number of an event without a descriptor. */
    private static String forkEvent() {
        return Answer.of("events", capture, "evt.type = procexit", "-p", "%evt.num")
                .out()
                .strip();
    }

    @Test
    void theBytesGoToAFileAsTheyAre() throws IOException {
        Path file = directory.resolve("out");
        Answer answer = Answer.of("follow", capture, "10.0.0.9", "--only", "out", "-o", file);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readString(file)).isEqualTo("GET /\u001b]0;x\u0007");
        Answer inside = Answer.of("follow", capture, "10.0.0.9", "-o", capture.resolve("y"));
        assertThat(inside.status()).isEqualTo(3);
        assertThat(inside.err()).contains("lies in the capture, which is never written to");
    }

    @Test
    void whatTheRecorderDidNotKeepIsSaid() throws IOException {
        Path file = directory.resolve("tgz");
        Answer answer = Answer.of("follow", SAMPLE, "127.0.0.1:4873", "-o", file);
        assertThat(answer.err()).isEqualTo("lanner: 3,315 bytes of what passed both ways are not in the capture\n");
        assertThat(Files.size(file)).isEqualTo(160);
    }

    @Test
    void objectsSayTheSame() {
        Map<?, ?> object =
                (Map<?, ?>) StrictJson.read(of("follow 10.0.0.9 --json").out().strip());
        assertThat(object.get("name")).isEqualTo("10.0.0.1:4711->10.0.0.9:443");
        assertThat(object.get("bytes_in")).hasToString("6");
        assertThat(object.get("steps").toString())
                .contains("direction=in, bytes=6, cut=false, data="
                        + Base64.getEncoder().encodeToString("200 OK".getBytes(StandardCharsets.UTF_8)))
                .contains("error=ECONNRESET");
    }
}
