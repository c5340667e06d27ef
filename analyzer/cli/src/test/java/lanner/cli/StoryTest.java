package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.EventType;
import lanner.capture.event.PathParams;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code story}: what became of a file, a process or a peer. */
class StoryTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/malicious-install-script.lanner");
    private static final int EACCES = -13;

    @TempDir
    static Path directory;

    private static Path capture;

    /** A program is fetched, made executable, run, refused something, and gone; the number of its process comes back. */
    @BeforeAll
    static void record() throws IOException {
        TestedHome.make();
        capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh")
                    .forks(10, 11, "sh")
                    .runs(11, 10, "curl", "-o", "/tmp/x")
                    .connects(11, 4711, "10.0.0.9", 443)
                    .writes(11, 3, "GET /")
                    .reads(11, 3, "123")
                    .reads(11, 3, "4567")
                    .creates(11, 4, "/tmp/x")
                    .writes(11, 4, "1234567")
                    .exits(11)
                    .event(
                            EventType.CHMOD,
                            10,
                            chmod -> chmod.result(0)
                                    .text(PathParams.PATH, "/tmp/x")
                                    .number(EventType.CHMOD.indexOf("mode"), 0755))
                    .forks(10, 12, "sh")
                    .event(EventType.SETUID, 12, set -> set.result(0).number(CredentialParams.UID, 1000))
                    .event(EventType.SETUID, 12, set -> set.result(-1).number(CredentialParams.UID, 0))
                    .opens(12, EACCES, "/etc/shadow")
                    .beginsToOpen(12, "/etc/slow")
                    .exits(12, 256)
                    .forks(10, 11, "sh")
                    .unlinks(11, "/tmp/x")
                    .exits(11, 9);
        }
    }

    private static String golden(String name) throws IOException {
        try (var in = StoryTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "updater, story-updater-file.txt",
        "140, story-updater-process.txt",
        "127.0.0.1:8443, story-collector-peer.txt",
        "/home/sam/app/node_modules/*.tgz, story-package.txt",
    })
    void theInstallScriptsStories(String asked, String expected) throws IOException {
        Answer answer = Answer.of("story", SAMPLE, asked);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo(golden(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /tmp/x         | opened for writing  [curl 11]
            /tmp/x         | written (7 bytes)  [curl 11]
            /tmp/x         | made executable  [sh 10]
            /tmp/x         | removed  [sh 11#2]
            x              | removed  [sh 11#2]
            '/t*/x'        | removed  [sh 11#2]
            10.0.0.9       | connected: 10.0.0.1:4711->10.0.0.9:443  [curl 11]
            10.0.0.9:443   | sent: 10.0.0.1:4711->10.0.0.9:443 (5 bytes)  [curl 11]
            10.0.0.9:443   | received: 10.0.0.1:4711->10.0.0.9:443 (7 bytes in 2 calls)  [curl 11]
            11             | 11 is 2 processes, each with its number: PID#N is one of them
            11#1           | started by sh 10
            11#1           | ran /usr/bin/curl: curl -o /tmp/x
            11#1           | written: /tmp/x (7 bytes)
            11#1           | ended: exit 0
            11#2           | ended: killed by SIGKILL
            12             | changed its rights: setuid uid=1000
            12             | failed (EPERM): changed its rights: setuid uid=0
            12             | failed (EACCES): opened for reading: /etc/shadow
            12             | asked for, its end was not seen: opened for reading: /etc/slow
            12             | end:       exit 1
            /etc/shadow    | failed (EACCES): opened for reading  [sh 12]
            10             | started sh 12
            """)
    void aStorySaysWhatBecameOfIt(String asked, String line) {
        Answer answer = Answer.of("story", capture, asked);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains(line);
    }

    @ParameterizedTest
    @CsvSource({"/tmp/y", "y", "13", "11#3", "10.0.0.8", "/tmp/[", "99999999999", "''"})
    void whatIsNotThereIsOneSentence(String asked) {
        Answer answer = Answer.of("story", capture, asked);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("lanner: nothing here is about '" + asked)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"/run/docker.sock", "docker.sock", "/run/*.sock"})
    void aSocketOfTheUnixFamilyIsAPeer(String asked) {
        Path escape = SAMPLE.resolveSibling("container-escape.lanner");
        assertThat(Answer.of("story", escape, asked).out())
                .startsWith("/run/docker.sock\n")
                .contains("connected: 0->0 /run/docker.sock  [curl 123]")
                .contains("received: 0->0 /run/docker.sock (41 bytes)  [curl 123]");
        assertThat(Answer.of("follow", escape, "/run/docker.sock").err())
                .contains("'/run/docker.sock' is 2 things", "  741  connect by curl 123  0->0 /run/docker.sock");
    }

    @Test
    void aProcessThatIsKnownByItsChildrenAloneIsSaidToBeOne() {
        assertThat(Answer.of("story", SAMPLE, "93").out())
                .contains("lanner 93", "none of its own calls is recorded")
                .doesNotContain("end:");
    }

    @Test
    void theOtherUseOfANumberIsNotToldOf() {
        assertThat(Answer.of("story", capture, "11#2").out())
                .contains("sh 11#2", "removed: /tmp/x")
                .doesNotContain("curl");
    }

    @Test
    void objectsSayTheSame() {
        Map<?, ?> object = (Map<?, ?>) StrictJson.read(
                Answer.of("story", "--json", capture, "12").out().strip());
        Map<?, ?> story = (Map<?, ?>) ((List<?>) object.get("stories")).get(0);
        assertThat(story.get("kind")).isEqualTo("process");
        assertThat(story.get("steps").toString())
                .contains("what=opened for reading: /etc/shadow, outcome=refused, error=EACCES, calls=1")
                .contains("what=opened for reading: /etc/slow, outcome=unknown, error=null");
        assertThat(story.get("process").toString()).contains("pid=12").contains("ending=exit 1");
    }

    @Test
    void hostileNamesAreEscapedAndManyStepsAreCounted() throws IOException {
        Path hostile = directory.resolve("hostile.lanner");
        String name = "/tmp/\u001b]0;x\u0007\n\u00e2\u0080\u00ae";
        try (CaptureStory story = CaptureStory.at(hostile)) {
            story.process(10, 1, name);
            for (int i = 0; i < 300; i++) {
                story.creates(10, 3, name).unlinks(10, name);
            }
        }
        for (String asked : List.of("/tmp/*", "10")) {
            for (String option : List.of("--all", "--json")) {
                assertThat(Answer.of("story", option, hostile, asked).out())
                        .as(asked + option)
                        .contains("/tmp/")
                        .doesNotContain("\u001b", "\u0007", "\u202e");
            }
            assertThat(Answer.of("story", hostile, asked).out()).contains("  and 400 more steps: --all");
        }
    }

    @Test
    void aStoryWithoutEndIsKeptInPart() throws IOException {
        Path endless = directory.resolve("endless.lanner");
        try (CaptureStory story = CaptureStory.at(endless)) {
            story.process(10, 1, "sh").connects(10, 4711, "10.0.0.9", 443);
            for (int i = 0; i < 5_100; i++) {
                story.creates(10, 4, "/tmp/x").unlinks(10, "/tmp/x").writes(10, 3, "1");
            }
        }
        assertThat(Answer.of("story", endless, "/tmp/x").out())
                .contains("10,000 steps", "and 200 more events that are not kept as steps");
        // The connection is two steps of the process, and what it sent goes on being added up.
        assertThat(Answer.of("story", endless, "10").out())
                .contains(
                        "10,000 steps",
                        "and 202 more events",
                        "sent: 10.0.0.1:4711->10.0.0.9:443 (5,100 bytes in 5,100 calls)");
    }
}
