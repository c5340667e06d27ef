package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.cli.sarif.SarifSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code compare} as a user meets it. */
class CompareTest {
    @TempDir
    private Path directory;

    private Path rules;

    /** Tells a capture. */
    @FunctionalInterface
    interface Told {
        void in(CaptureStory story) throws IOException;
    }

    @BeforeEach
    void writeRules() throws IOException {
        rules = Files.writeString(directory.resolve("r.yaml"), """
            - rule: Shadow read
              desc: Somebody read it.
              condition: evt.type=openat and fd.name=/etc/shadow
              output: read
              priority: WARNING
            """);
    }

    private Path capture(String name, Told told) throws IOException {
        Path capture = directory.resolve(name);
        Files.createDirectories(capture.getParent());
        try (CaptureStory story = CaptureStory.at(capture)) {
            told.in(story.process(10, 1, "sh"));
        }
        return capture;
    }

    private Path good(String name) throws IOException {
        return capture(
                name,
                story -> story.forks(10, 11, "sh").runs(11, 10, "cc", "a.c").opens(11, "/w/a.c"));
    }

    private Path bad(String name) throws IOException {
        return capture(
                name,
                story -> story.forks(10, 11, "sh")
                        .runs(11, 10, "cc", "a.c")
                        .opens(11, "/w/a.c")
                        .forks(10, 12, "sh")
                        .runs(12, 10, "curl", "x")
                        .opens(12, "/etc/shadow")
                        .connects(12, 40000, "203.0.113.9", 443));
    }

    private Answer compare(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "compare";
        all[1] = "-r";
        all[2] = rules;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Answer.of(all);
    }

    @Test
    void twoRecordingsOfTheSameHaveNoDifference() throws IOException {
        Answer answer = compare(good("a.lanner"), good("b.lanner"));
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("\nNo difference.\n").doesNotContain("Only in");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void tellsWhatTheSecondDidAndAnEventOfIt() throws IOException {
        Answer answer = compare(good("a.lanner"), bad("b.lanner"));
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Only in B: ")
                .contains("""
            Only in B
              Alerts
                Warning   Shadow read
                    event 8: sh 10 > curl 12
              Peers
                tcp to 203.0.113.9 port 443
                    event 10: sh 10 > curl 12
              Programs
                /usr/bin/curl
                    event 7: sh 10 > curl 12
            """)
                .contains("Look closer: lanner events ")
                .doesNotContain("Only in A");
    }

    @Test
    void tellsWhatOnlyTheFirstDid() throws IOException {
        assertThat(compare(bad("a.lanner"), good("b.lanner")).out())
                .contains("Only in A\n  Alerts\n    Warning   Shadow read\n        event 8: sh 10 > curl 12\n")
                .doesNotContain("Only in B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new-peer               | 1
            new-alert              | 1
            new-program            | 1
            new                    | 1
            new-file               | 1
            new-file-read          | 1
            new-file-write         | 0
            new-privilege,new-user | 0
            new-user,new-peer      | 1
            gone                   | 0
            more,less,rare         | 0
            """)
    void failsOnWhatItIsToldTo(String words, int status) throws IOException {
        assertThat(compare(good("a.lanner"), bad("b.lanner"), "--fail-on", words)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aBaselineKnowsManyRunsAndIsKeptAsAFile() throws IOException {
        for (int i = 0; i < 10; i++) {
            int run = i;
            capture("good/" + i + ".lanner", story -> {
                story.runs(10, 1, "cc", "a.c").opens(10, "/w/a.c");
                if (run == 0) {
                    story.connects(10, 40000, "10.0.0.2", 80);
                }
            });
        }
        Path fresh = capture(
                "fresh.lanner",
                story -> story.runs(10, 1, "cc", "a.c")
                        .connects(10, 40000, "10.0.0.2", 80)
                        .connects(10, 40000, "203.0.113.9", 443));
        Path file = directory.resolve("good.json");
        Answer saved = compare("--baseline", directory.resolve("good"), "--save-baseline", file);
        assertThat(saved.status()).as(saved.err()).isZero();
        assertThat(saved.out()).isEmpty();
        assertThat(saved.err()).contains("known of 10 runs, in " + file);
        Answer ofFile = compare("--baseline", file, fresh);
        Answer ofCaptures = compare("--baseline", directory.resolve("good"), fresh);
        for (Answer answer : List.of(ofFile, ofCaptures)) {
            assertThat(answer.status()).as(answer.err()).isZero();
            assertThat(answer.out())
                    .contains("New\n  Peers\n    tcp to 203.0.113.9 port 443\n")
                    .contains("Known, but rare\n  Peers\n    tcp to 10.0.0.2 port 80  (in 1 of 10 runs)\n")
                    .contains("Known of every run, missing now\n  System calls\n    openat\n")
                    .contains("  Files read\n    /w/a.c\n");
        }
    }

    @Test
    void setsAreComparedAsAWhole() throws IOException {
        Answer answer = compare(good("a/1.lanner"), bad("a/2.lanner"), "--with", good("b/1.lanner"), bad("b/2.lanner"));
        assertThat(answer.out()).contains("No difference.").contains(" of 2 recordings");
        assertThat(compare(directory.resolve("a"), directory.resolve("b")).out())
                .contains("No difference.");
    }

    @Test
    void jsonHasEveryDifferenceWithItsCountsAndItsExample() throws IOException {
        Answer answer = compare(good("a.lanner"), bad("b.lanner"), "--json");
        StrictJson.read(answer.out());
        assertThat(answer.out())
                .contains(
                        "{\"change\":\"new\",\"aspect\":\"peer\",\"text\":\"tcp to 203.0.113.9 port 443\","
                                + "\"after\":{\"runs\":1,\"least\":1,\"most\":1,\"done\":1,\"failed\":0},\"example\":{\"capture\":")
                .contains("\"priority\":\"Warning\"")
                .contains("\"counts\":{\"new\":");
    }

    @Test
    void thePageStandsAloneAndEscapesWhatProgramsNamed() throws IOException {
        Path bad = capture("b.lanner", story -> story.opens(10, "/<script>alert(1)</script>\u001b[31m"));
        Path page = directory.resolve("c.html");
        Answer answer = compare(good("a.lanner"), bad, "--html", page);
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).doesNotContain("\u001b");
        assertThat(Files.readString(page))
                .contains("default-src 'none'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m")
                .doesNotContain("<script>");
    }

    @Test
    void codeScanningSeesWhatIsNew() throws IOException {
        Path sarif = directory.resolve("c.sarif");
        Answer answer = compare(good("a.lanner"), bad("b.lanner"), "--sarif", sarif, "--fail-on", "new-peer");
        assertThat(answer.status()).isEqualTo(1);
        String text = Files.readString(sarif);
        assertThat(SarifSchema.mistakes(text)).isEmpty();
        StrictJson.read(text);
        assertThat(text)
                .contains("\"new-peer\"")
                .contains("Not known of A: peers: tcp to 203.0.113.9 port 443. Processes: sh 10 > curl 12.");
    }

    @Test
    void whySaysWhichRulesMadeANameAndWhatItWas() throws IOException {
        Path bad = capture("b.lanner", story -> story.opens(10, "/proc/4711/status"));
        assertThat(compare(good("a.lanner"), bad, "--why").out())
                .contains(
                        "    /proc/<pid>/status\n        event 1: sh 10\n        by process-id, was /proc/4711/status\n");
    }

    @Test
    void theRulesThatArePrintedCanBeUsed() throws IOException {
        Answer printed = compare("--print-shapes");
        assertThat(printed.status()).isZero();
        Path file = Files.writeString(directory.resolve("s.yaml"), printed.out());
        assertThat(compare(good("a.lanner"), good("b.lanner"), "--shapes", file).out())
                .contains("No difference.");
    }

    @Test
    void saysWhatLimitsTheComparison() throws IOException {
        Path damaged = good("b.lanner");
        CaptureStory.damage(damaged, "/w/a.c");
        Answer answer = compare(good("a.lanner"), damaged);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).contains("Note: Incomplete in B: " + damaged);
        assertThat(answer.err()).contains("is damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel  | Another kernel: 9.9-other in the baseline,
            profile | Another profile: 9.9-other in the baseline,
            inline  | Another level of inline recording: 9.9-other in the baseline,
            machine | Another machine's architecture: 9.9-other in the baseline,
            """)
    void saysThatTheRecordingsWereMadeInAnotherWay(String key, String note) throws IOException {
        Path file = directory.resolve("b.json");
        assertThat(compare("--baseline", good("a.lanner"), "--save-baseline", file)
                        .status())
                .isZero();
        String text = Files.readString(file);
        assertThat(text).containsPattern("\"" + key + "\":\"[^\"]+\"");
        Path other = good("b.lanner");
        assertThat(compare("--baseline", file, other).out()).doesNotContain("Another");
        Files.writeString(file, text.replaceAll("\"" + key + "\":\"[^\"]+\"", "\"" + key + "\":\"9.9-other\""));
        assertThat(compare("--baseline", file, other).out()).contains("Note: " + note);
    }

    @Test
    void refusesAFileThatIsNoBaseline() throws IOException {
        Path file = Files.writeString(directory.resolve("b.json"), "{\"lanner_baseline\":2}");
        Answer answer = compare("--baseline", file, good("a.lanner"));
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err())
                .isEqualTo("lanner: " + file
                        + ": no baseline: its version is not 1, which is all that this Lanner reads\n");
    }
}
