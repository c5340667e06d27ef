package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.kit.CaptureStory;
import lanner.capture.queue.QueueCaptureWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the number of jobs, the same alerts in the same order. */
@Order(2)
class JobsTest {
    private static final int CAPTURES = 5;
    private static final int EVENTS = 20_000;

    @TempDir
    static Path directory;

    private static Path rules;

    @BeforeAll
    static void recordAndWriteRules() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < CAPTURES; i++) {
            QueueCaptureWriter writer =
                    QueueCaptureWriter.create(capture(i), false, CaptureStory.header(), SegmentPolicy.KEEP_ALL, 1, 1);
            EventEncoder encoder = new EventEncoder();
            for (int n = 0; n < EVENTS; n++) {
                writer.append(encoder.begin(EventType.OPENAT, 9, 1_700_000_000_000_000_000L + n, n)
                        .number(OpenatParams.DIRFD, -100)
                        .text(OpenatParams.NAME, "/d" + random.nextInt(40) + "/f" + random.nextInt(40))
                        .number(OpenatParams.FLAGS, 1)
                        .number(OpenatParams.MODE, 0)
                        .result(3));
            }
            writer.close(new CaptureEnd(0, "exited", Map.of()));
        }
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            yaml.append("- rule: rule ")
                    .append(i)
                    .append("\n  desc: d\n  condition: evt.type=openat and (fd.name startswith ");
            yaml.append("/d").append(i).append("/ or fd.name endswith /f").append((i * 7) % 40);
            yaml.append(")\n  output: n=%evt.num %fd.name %k8s.pod.name\n  priority: INFO\n");
        }
        rules = Files.writeString(directory.resolve("r.yaml"), yaml.toString());
    }

    private static Path capture(int number) {
        return directory.resolve("c" + number + ".lanner");
    }

    private static Answer analyze(int captures, String... more) {
        List<String> arguments = new ArrayList<>(List.of("analyze", "-r", rules.toString(), "--json"));
        IntStream.range(0, captures).forEach(each -> arguments.add(capture(each).toString()));
        arguments.addAll(List.of(more));
        return Answer.of(arguments.toArray());
    }

    @ParameterizedTest
    @CsvSource({"1, first", "1, all", "5, first", "5, all"})
    void theAlertsDoNotDependOnTheNumberOfJobs(int captures, String match) {
        Answer one = analyze(captures, "--match", match);
        assertThat(one.status()).as(one.err()).isZero();
        assertThat(one.out().lines().count()).isGreaterThan(captures * 900L);
        for (int jobs : new int[] {2, 3, 7}) {
            Answer several = analyze(captures, "--match", match, "--jobs", Integer.toString(jobs));
            assertThat(several.status()).isZero();
            assertThat(several.out()).as(jobs + " jobs").isEqualTo(one.out());
            assertThat(several.err()).contains(String.format("lanner: %,d events", captures * EVENTS));
        }
    }

    @Test
    void aCaptureThatIsNoneEndsTheWorkWithItsErrorWhateverTheJobs() throws Exception {
        Path none = Files.createDirectories(directory.resolve("none"));
        for (String jobs : List.of("1", "2")) {
            Answer answer = analyze(1, none.toString(), "--jobs", jobs);
            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.err()).contains(none.toString());
        }
    }

    @Test
    void aReportSaysWhatEachRuleCostAndWhatAlertsLacked() {
        for (String jobs : List.of("1", "2")) {
            Answer answer = analyze(1, "--match", "all", "--report", "--jobs", jobs);
            assertThat(answer.err())
                    .contains("rules by time")
                    .containsPattern("20,000 +\\d[\\d,]* +rule 0\n")
                    .containsPattern("k8s.pod.name: \\d");
        }
    }

    @Test
    void impossibleNumbersOfJobsAreRefused() {
        assertThat(analyze(1, "--jobs", "0").status()).isEqualTo(2);
        assertThat(analyze(1, "--jobs", "2", "--follow").status()).isEqualTo(2);
    }
}
