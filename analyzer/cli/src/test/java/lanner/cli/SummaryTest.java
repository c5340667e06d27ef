package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.InlineLevel;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.index.IndexBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code summary} and {@code tree}: a capture on one screen. */
class SummaryTest {
    private static final Path SAMPLES = Path.of("../../sample-captures");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    private static String golden(String name) throws IOException {
        try (var in = SummaryTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path sample(String name) {
        return SAMPLES.resolve(name + ".lanner");
    }

    @Test
    void theInstallScriptOnOneScreen() throws IOException {
        Answer answer = Answer.of("summary", sample("malicious-install-script"));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo(golden("summary-install-script.txt"));
        assertThat(answer.out().lines().count()).isLessThanOrEqualTo(50);
    }

    @Test
    void theInstallScriptsProcesses() throws IOException {
        Answer answer = Answer.of("tree", sample("malicious-install-script"));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo(golden("tree-install-script.txt"));
    }

    @Test
    void aCaptureWithoutItsEndIsSaidToBeOneAndItsSummaryIsPrinted() throws IOException {
        Path capture = directory.resolve("x.lanner");
        CaptureStory story = CaptureStory.at(capture);
        story.process(10, 1, "sh").opens(10, "/etc/passwd");
        // Not closed: as a recorder that was killed leaves it.
        Answer answer = Answer.of("summary", capture);
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("incomplete:  it has no footer: the recorder was killed, or is still recording")
                .contains("exit:        unknown")
                .contains("1 event, 1 process, 0 programs run, 0 files changed");
        story.close();
    }

    @Test
    void alertsBeyondThoseOfTheIndexAreSaidToBeThere() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "cat");
            for (int i = 0; i < IndexBuilder.MAX_ALERTS + 3; i++) {
                story.opens(10, 3, "/root/.ssh/id_rsa");
            }
        }
        assertThat(Answer.of("summary", capture).out())
                .contains(" 100,000 × Warning   Credential file read")
                .contains("  and 3 alerts behind these, which lanner analyze prints");
        assertThat(Answer.of("summary", "--json", capture).out()).contains("\"more_alerts\":3");
    }

    @Test
    void aDamagedCaptureIsSummedUpAsFarAsItGoesAndTheStatusSaysSo() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").opens(10, "/etc/one").opens(10, "/etc/two");
        }
        CaptureStory.damage(capture, "/etc/one");
        Answer answer = Answer.of("summary", capture);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("is damaged: ");
        assertThat(answer.out()).contains("verdict:     damaged").contains("2 places are damaged, 1 record is missing");
    }

    @Test
    void whatACaptureSaysIsEscapedOnTheTerminal() throws IOException {
        Path capture = directory.resolve("x.lanner");
        String hostile = "/tmp/\u001b]0;x\u0007\n\u00e2\u0080\u00ae";
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, hostile)
                    .creates(10, 3, hostile)
                    .unlinks(10, hostile)
                    .runs(10, 1, hostile, hostile)
                    .exits(10);
        }
        for (String command : List.of("summary", "tree")) {
            for (String option : List.of("--all", "--json")) {
                Answer answer = Answer.of(command, option, capture);
                assertThat(answer.out())
                        .as(command + option)
                        .contains("/tmp/")
                        .doesNotContain("\u001b", "\u0007", "\u202e");
            }
        }
    }

    /** Wherever an alert is told: one that rests on what a process recorded of itself is told as such. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            summary --all                          | Credential file read (done, inline)
            summary --json                         | "outcomes":{"done, inline":1}
            analyze                                | [inline]
            analyze --json                         | "inline":true
            export --alerts --to jsonl             | "inline":true
            export --alerts --to timesketch        | "inline":true
            export --alerts --to csv               | done,,true
            """)
    void anAlertThatRestsOnAProcessesOwnStatementSaysSo(String command, String words) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture, InlineLevel.OPEN)) {
            story.process(10, 1, "sh")
                    .inlineStarts(10, InlineLevel.OPEN, "frequent calls")
                    .event(
                            EventType.OPENAT,
                            10,
                            open -> open.mark(Mark.INLINE)
                                    .result(3)
                                    .number(OpenatParams.DIRFD, -100)
                                    .text(OpenatParams.NAME, "/etc/shadow")
                                    .number(OpenatParams.FLAGS, 1));
        }
        List<Object> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add(capture);
        Answer answer = Answer.of(arguments.toArray());
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains(words);
    }

    @Test
    void aPeerHasItsBytesAndAFileWhatWasDoneToIt() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh")
                    .connects(10, 4711, "10.0.0.9", 443)
                    .writes(10, 3, "12345")
                    .reads(10, 3, "123")
                    .creates(10, 4, "/tmp/x")
                    .unlinks(10, "/tmp/x");
        }
        assertThat(Answer.of("summary", capture).out())
                .contains(
                        "  10.0.0.9:443: 1 connection made, 5 bytes sent, 3 bytes received in recorded calls  [sh 10, event ")
                .contains("  /tmp/x: opened for writing, removed  [sh 10, event ");
        Map<?, ?> object = (Map<?, ?>)
                StrictJson.read(Answer.of("summary", "--json", capture).out().strip());
        assertThat(object.get("peers").toString()).contains("bytes_sent=5").contains("bytes_received=3");
    }

    @Test
    void childrenThatAreAlikeAreOneLineUnlessAllAreWanted() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "make");
            for (int child = 20; child < 26; child++) {
                story.forks(10, child, "make").runs(child, 10, "cc", "cc", child + ".c");
                story.exits(child, child == 23 ? 256 : 0);
            }
        }
        Answer folded = Answer.of("tree", capture);
        assertThat(folded.out())
                .contains("├─ 5 × /usr/bin/cc  [from 20, ")
                .contains("23 cc cc 23.c")
                .contains("exit 1");
        assertThat(Answer.of("tree", "--all", capture).out())
                .doesNotContain(" × ")
                .contains("22 cc cc 22.c");
        assertThat(Answer.of("tree", "--depth", "1", capture).out()).contains("processes below: --depth");
        assertThat(Answer.of("tree", "--depth", "0", capture).status()).isEqualTo(2);
    }

    @Test
    void processesThatAreEachOthersParentsAreShownOnce() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 11, "a").process(11, 12, "b").process(12, 10, "c");
            story.opens(10, "/x").opens(11, "/x").opens(12, "/x");
        }
        List<String> lines = Answer.of("tree", capture).out().lines().toList();
        assertThat(lines.stream().map(line -> line.replaceAll("[│├└─ ]*([0-9#]+) .*", "$1")))
                .containsExactlyInAnyOrder("10", "10#2", "11", "12");
    }

    @Test
    void filesThatAreNoCapturesAndMissingOnesAreOneSentence() throws IOException {
        Path text = Files.writeString(directory.resolve("x.txt"), "hello\n");
        for (Path each : List.of(text, directory.resolve("nothing"))) {
            for (String command : List.of("summary", "tree")) {
                Answer answer = Answer.of(command, each);
                assertThat(answer.status()).as(answer.err()).isEqualTo(3);
                assertThat(answer.err()).startsWith("lanner: ").hasLineCount(1);
                assertThat(answer.out()).isEmpty();
            }
        }
    }

    @Test
    void alertsAreThoseOfTheRulesThatWereGiven() throws IOException {
        Path capture = sample("malicious-install-script");
        Path rules = Files.writeString(
                directory.resolve("r.yaml"),
                "- rule: Anything\n  desc: d\n  condition: evt.type = execve\n  output: o\n  priority: CRITICAL\n");
        assertThat(Answer.of("summary", "-r", rules, capture).out())
                .contains("27 × Critical  Anything (18 done, 9 refused: ENOENT)")
                .doesNotContain("Credential");
    }
}
