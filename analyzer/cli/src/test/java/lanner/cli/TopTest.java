package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code top}: what there is most of. */
class TopTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/malicious-install-script.lanner");

    @TempDir
    Path directory;

    private Path capture;

    /** Calls of 1 to 100 microseconds that open, one of which fails, and two longer ones that read and write. */
    @BeforeEach
    void makeCapture() throws IOException {
        capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "sh").process(20, 1, "cat");
            for (int i = 1; i <= 100; i++) {
                story.lasting(i * 1_000L).opens(10, i == 7 ? -13 : 3, "/tmp/a");
            }
            story.lasting(5_000_000).writes(20, 3, "12345");
            story.lasting(9_000_000).reads(20, 3, "12345678");
        }
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" {1,}(?!us|s$)"));
    }

    private static String line(Answer answer, String ending) {
        return answer.out()
                .lines()
                .filter(line -> line.endsWith("  " + ending))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachGroupHasItsCallsErrorsBytesAndTimes() {
        Answer answer = Answer.of("top", capture);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(words(line(answer, "openat")))
                .containsExactly("100", "1", "0", "0.005050", "50.5 us", "99.3 us", "100.0 us", "openat");
        assertThat(words(line(answer, "read")))
                .containsExactly("1", "0", "8", "0.009000", "9000.0 us", "9000.0 us", "9000.0 us", "read");
        assertThat(words(line(answer, "total"))).startsWith("102", "1", "13", "0.019050");
    }

    @ParameterizedTest
    @CsvSource({"calls, openat", "errors, openat", "bytes, read", "time, read", "mean, read", "p99, read", "max, read"})
    void theLargestOfWhatIsAskedForStandsFirst(String order, String first) {
        assertThat(Answer.of("top", "--sort", order, "-n", 1, capture)
                        .out()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .endsWith("  " + first);
    }

    @Test
    void severalFieldsMakeAGroupAndAFilterLeavesSomeOut() {
        Answer answer = Answer.of("top", "--by", "proc.name,evt.type", capture, "evt.type in (read, write)");
        assertThat(answer.out().lines().filter(line -> line.contains("cat  "))).hasSize(2);
        assertThat(answer.out()).doesNotContain("openat");
        assertThat(words(line(answer, "total"))).startsWith("2");
    }

    @Test
    void groupsThatAreNotShownAreCounted() {
        Answer answer = Answer.of("top", "-n", "1", capture);
        assertThat(answer.out()).contains(" and 2 more groups: -n 0");
        assertThat(Answer.of("top", "-n", "0", capture).out()).doesNotContain("more group");
    }

    @Test
    void theSlowestCallsStandOneALineTheLongestFirst() {
        Answer answer = Answer.of("top", "--slowest", "-n", "3", capture);
        List<String> lines = answer.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("9.00ms ").contains(" read ");
        assertThat(lines.get(1)).startsWith("5.00ms ").contains(" write ");
        assertThat(lines.get(2)).startsWith("100us ").contains(" openat ");
    }

    @Test
    void whereNoCallTellsItsTimeThatIsSaid() {
        assertThat(Answer.of("top", SAMPLE).out()).contains("No event tells how long it took");
        Answer slowest = Answer.of("top", "--slowest", SAMPLE);
        assertThat(slowest.out()).isEmpty();
        assertThat(slowest.err()).contains("no event, of those that are wanted, tells how long it took");
    }

    @Test
    void theObjectHasTheSameNumbers() {
        Map<?, ?> object = (Map<?, ?>)
                StrictJson.read(Answer.of("top", "--json", capture).out().strip());
        assertThat(object.get("total").toString()).contains("calls=102").contains("time=19050000");
        List<?> groups = (List<?>) object.get("groups");
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).toString())
                .contains("fields={evt.type=openat}")
                .contains("max=100000");
    }

    @Test
    void valuesThatAreTooLongToKeepAreCountedTogether() throws IOException {
        Path large = directory.resolve("large.lanner");
        String path = "/" + "x".repeat(4_000);
        try (CaptureStory story = CaptureStory.at(large)) {
            story.process(10, 1, "sh");
            for (int i = 0; i < 9_000; i++) {
                story.opens(10, path + i);
            }
        }
        Answer answer = Answer.of("top", "--by", "lanner.path", "-n", "1", large);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("(groups that were too many, or too long, to keep)");
        assertThat(words(line(answer, "total"))).startsWith("9,000");
    }
}
