package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.json.JsonReader;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesCoverageTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void record() throws IOException {
        Path captures = Files.createDirectories(directory.resolve("captures"));
        try (CaptureStory one = CaptureStory.at(captures.resolve("one.lanner"))) {
            one.process(9, 1, "cat")
                    .opens(9, "/etc/shadow")
                    .opens(9, "/etc/hosts")
                    .unlinks(9, "/tmp/x");
        }
        try (CaptureStory two = CaptureStory.at(captures.resolve("two.lanner"))) {
            two.process(9, 1, "dog").opens(9, "/etc/shadow");
        }
        Files.writeString(directory.resolve("r.yaml"), """
                - macro: opens
                  condition: evt.type in (open, openat)
                - macro: "by_dog"
                  condition: proc.name = dog
                - rule: Shadow & <shadow>
                  desc: d
                  condition: >
                    opens and
                    fd.name = /etc/shadow and not by_dog
                  output: o
                  priority: INFO
                - rule: Silent
                  desc: d
                  condition: evt.type = connect and fd.sport = 80
                  output: o
                  priority: INFO
                """);
    }

    private static Answer coverage(String... options) {
        Object[] line = new Object[5 + options.length];
        System.arraycopy(
                new Object[] {"rules", "coverage", "-r", directory.resolve("r.yaml"), directory.resolve("captures")},
                0,
                line,
                0,
                5);
        System.arraycopy(options, 0, line, 5, options.length);
        return Answer.of(line);
    }

    @Test
    void whatIsLeftToBeTestedIsSaidWithItsPlace() {
        Answer answer = coverage();

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out().replace(directory.toString(), "D")).isEqualTo("""
                   matched     raised     leaves  rule
                         1          1     1/1     Shadow & <shadow>
                         0          0     0/2     Silent  NEVER FIRED

                leaves that are not covered:
                  D/r.yaml:14:14: rule 'Silent': evt.type = connect
                      never true: asked 4: 0 true, 4 false, 0 missing; mattered 0
                  D/r.yaml:14:37: rule 'Silent': fd.sport = 80
                      never asked

                4 events: 1 of 2 rules fired, 2 of 2 macros both true and false, 3 of 5 leaves covered
                """);
        assertThat(coverage("--all").out())
                .contains(
                        "r.yaml:9:5: rule 'Shadow & <shadow>': fd.name = /etc/shadow\n      covered: asked 3: 2 true, 1 false, 0 missing; mattered 2");
    }

    @Test
    void programsGetOneObject() throws Exception {
        Object read = JsonReader.object(coverage("--json").out());
        assertThat(read)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("events", 4L)
                .containsKeys("rules", "macros", "leaves");
        List<?> leaves = (List<?>) ((Map<?, ?>) read).get("leaves");
        assertThat(leaves).hasSize(5);
        assertThat(leaves.get(0).toString()).contains("macro=opens", "reach=covered", "evaluated=4", "true=3");
    }

    @Test
    void thePageMarksEachLeafWhereItStandsAndHoldsNothingThatRuns() throws IOException {
        Path page = directory.resolve("c.html");
        assertThat(coverage("--html", page.toString()).status()).isZero();

        String html = Files.readString(page);

        assertThat(html)
                .contains(
                        "<span class=\"covered\" title=\"covered: asked 3: 2 true, 1 false, 0 missing; mattered 2\">fd.name = /etc/shadow</span> and not by_dog")
                .contains("<span class=\"never_asked\" title=\"never asked\">fd.sport = 80</span>")
                .contains("Shadow &amp; &lt;shadow&gt;", "never fired")
                .doesNotContain("<shadow>", "<script");
    }

    @ParameterizedTest
    @CsvSource({"--fail-on-silent, 1", "--fail-under=60, 0", "--fail-under=61, 1", "--fail-under=101, 2"})
    void aBuildCanFailOnWhatIsNotCovered(String option, int status) {
        assertThat(coverage(option).status()).isEqualTo(status);
    }

    @Test
    void aDirectoryWithoutCapturesIsNoSilentSuccess() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Answer answer = Answer.of("rules", "coverage", "-r", directory.resolve("r.yaml"), empty);
        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).contains("no capture");
    }
}
