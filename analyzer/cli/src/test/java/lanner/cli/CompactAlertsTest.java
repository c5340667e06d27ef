package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code analyze --format compact}: alerts for a person at a terminal. */
class CompactAlertsTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/container-escape.lanner");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    /** The hour depends on this machine's zone. */
    private static String withoutHours(String text) {
        return text.replaceAll("(?m)^( *\\d+  )\\d\\d:", "$1HH:");
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void saysGravityRuleSubjectAndWhoAboveWhom(int jobs) throws IOException {
        Answer answer = Answer.of("analyze", "--format", "compact", "--jobs", jobs, SAMPLE);
        assertThat(answer.status()).isZero();
        try (var in = CompactAlertsTest.class.getResourceAsStream("compact-container-escape.txt")) {
            assertThat(withoutHours(answer.out())).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void isFalcosLineWhereNobodyAskedAndNoTerminalIsThere() {
        String usual = Answer.of("analyze", SAMPLE).out();
        assertThat(usual).contains(": Notice A shell was started in a container (command=");
        assertThat(Answer.of("analyze", "--format", "falco", SAMPLE).out()).isEqualTo(usual);
        assertThat(Answer.of("analyze", "--format", "json", SAMPLE).out())
                .isEqualTo(Answer.of("analyze", "--json", SAMPLE).out());
    }

    @Test
    void otherOutputsStayAsTheyAre() throws IOException {
        Path file = directory.resolve("alerts.json");
        Answer answer = Answer.of(
                "analyze",
                "--format",
                "compact",
                "--output",
                "file:" + file + ",format=json",
                "--output",
                "stdout",
                SAMPLE);
        assertThat(answer.out()).contains("sh 108 (root) < lanner 77");
        assertThat(Files.readString(file))
                .isEqualTo(Answer.of("analyze", "--json", SAMPLE).out());
    }

    @Test
    void aHostileNameIsEscaped() throws IOException {
        Path capture = directory.resolve("x.lanner");
        Path rules = Files.writeString(
                directory.resolve("r.yaml"),
                "- rule: Anything\n  desc: d\n  condition: evt.type = openat\n  output: o\n  priority: ERROR\n");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "a\u001b[2Jb\n").opens(10, -13, "/tmp/\u001b]0;x\u0007");
        }
        assertThat(Answer.of("analyze", "--format", "compact", "-r", rules, capture)
                        .out())
                .contains(
                        "Error      Anything [refused: EACCES]\n           /tmp/\\x1b]0;x\\x07\n           a\\x1b[2Jb\\n 10")
                .doesNotContain("\u001b", "\u0007");
    }
}
