package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import lanner.cli.sarif.SarifSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code analyze --sarif}: what code scanning is told. */
class AnalyzeSarifTest {
    private static final Path SAMPLES = Path.of("../../sample-captures");

    @TempDir
    Path directory;

    @BeforeAll
    static void makeHome() throws IOException {
        TestedHome.make();
    }

    private Path rules(String... lines) throws IOException {
        return Files.writeString(directory.resolve("r.yaml"), String.join("\n", lines) + "\n");
    }

    private String sarif(Object... arguments) throws IOException {
        Path file = directory.resolve("x.sarif");
        Answer answer = Answer.of(Stream.concat(Stream.of("analyze", "--sarif", file), Stream.of(arguments))
                .toArray());
        assertThat(answer.err()).doesNotContain("internal error");
        return Files.readString(file);
    }

    static List<String> samples() throws IOException {
        try (Stream<Path> all = Files.list(SAMPLES)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleGivesAValidFileWithAResultForEachAlert(String sample) throws IOException {
        Path capture = SAMPLES.resolve(sample);
        List<Map<?, ?>> results = SarifSchema.results(sarif(capture));
        long alerts = Answer.of("analyze", "--json", capture).out().lines().count();
        assertThat(results.stream()
                        .mapToLong(each -> (Long) each.get("occurrenceCount"))
                        .sum())
                .isEqualTo(alerts);
        assertThat(results)
                .extracting(each -> SarifSchema.at(each, "partialFingerprints/primaryLocationLineHash"))
                .doesNotHaveDuplicates();
        assertThat(results)
                .extracting(each -> SarifSchema.at(each, "locations/0/physicalLocation/artifactLocation/uri"))
                .allMatch(sample::equals);
    }

    @Test
    void aResultSaysWhatWhoAndWhere() throws IOException {
        String text = sarif(SAMPLES.resolve("malicious-install-script.lanner"));
        Map<?, ?> result = SarifSchema.results(text).stream()
                .filter(each -> SarifSchema.at(each, "properties/event").equals(793L))
                .findFirst()
                .orElseThrow();
        assertThat(result.get("ruleId")).isEqualTo("fresh-program-in-a-hidden-directory-run");
        assertThat(result.get("level")).isEqualTo("warning");
        assertThat((String) SarifSchema.at(result, "message/text"))
                .contains("/home/sam/.cache/fontconfig/updater")
                .endsWith("> updater 140. Event 793 of malicious-install-script.lanner.");
        assertThat((String) SarifSchema.at(result, "locations/0/logicalLocations/0/fullyQualifiedName"))
                .endsWith("/updater 140");
        assertThat(SarifSchema.at(result, "properties/subject")).isEqualTo("/home/sam/.cache/fontconfig/updater");
        Long index = (Long) result.get("ruleIndex");
        Map<?, ?> rule = (Map<?, ?>) SarifSchema.at(SarifSchema.run(text), "tool/driver/rules/" + index);
        assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
        assertThat(SarifSchema.at(rule, "properties/security-severity")).isEqualTo("5.5");
        assertThat(SarifSchema.at(rule, "properties/tags/0")).isEqualTo("security");
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY, error, 10.0", "ALERT, error, 9.5", "CRITICAL, error, 9.1", "ERROR, error, 8.0",
        "WARNING, warning, 5.5", "NOTICE, note, 3.0", "INFO, note, 1.0", "DEBUG, note, 0.1",
    })
    void aPriorityIsALevelAndANumber(String priority, String level, String severity) throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(10, 1, "cat").opens(10, 3, "/etc/passwd");
        }
        String text = sarif(
                "-r",
                rules(
                        "- rule: R",
                        "  desc: d",
                        "  condition: evt.type = openat",
                        "  output: o",
                        "  priority: " + priority),
                capture);
        assertThat(SarifSchema.results(text))
                .extracting(each -> SarifSchema.at(each, "level"))
                .containsExactly(level);
        assertThat(SarifSchema.at(SarifSchema.run(text), "tool/driver/rules/0/properties/security-severity"))
                .isEqualTo(severity);
    }

    private Path capture(String name, int pid, String path) throws IOException {
        Path capture = directory.resolve(name);
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(pid, 1, "cat").opens(pid, 3, path);
        }
        return capture;
    }

    @Test
    void aFingerprintIsTheSameInAnotherRunAndNotOfAnotherFile() throws IOException {
        Path rules =
                rules("- rule: R", "  desc: d", "  condition: evt.type = openat", "  output: o", "  priority: ERROR");
        List<Object> prints = Stream.of(
                        capture("1.lanner", 10, "/tmp/tmp.abcdefghij/passwd"),
                        capture("2.lanner", 999, "/tmp/tmp.klmnopqrst/passwd"),
                        capture("3.lanner", 10, "/tmp/tmp.abcdefghij/shadow"))
                .map(capture -> {
                    try {
                        return SarifSchema.at(
                                SarifSchema.results(sarif("-r", rules, capture)).get(0),
                                "partialFingerprints/primaryLocationLineHash");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
    }

    @Test
    void alertsOfSeveralCapturesAreShownAtTheirOwn() throws IOException {
        Path rules =
                rules("- rule: R", "  desc: d", "  condition: evt.type = openat", "  output: o", "  priority: ERROR");
        for (String jobs : List.of("1", "2")) {
            String text = sarif(
                    "--jobs",
                    jobs,
                    "-r",
                    rules,
                    capture(jobs + "a.lanner", 10, "/a"),
                    capture(jobs + "b.lanner", 10, "/b"));
            assertThat(SarifSchema.results(text))
                    .extracting(each -> SarifSchema.at(each, "properties/capture") + " "
                            + SarifSchema.at(each, "properties/subject"))
                    .containsExactly(jobs + "a.lanner /a", jobs + "b.lanner /b");
        }
    }

    @Test
    void aFileOfTheRepositoryStandsForTheCapture() throws IOException {
        String text = sarif("--sarif-location", ".github/workflows/build.yml", SAMPLES.resolve("miner.lanner"));
        assertThat(SarifSchema.results(text))
                .isNotEmpty()
                .extracting(each -> SarifSchema.at(each, "locations/0/physicalLocation/artifactLocation/uri"))
                .containsOnly(".github/workflows/build.yml");
    }

    @Test
    void aDamagedCaptureIsNoSuccess() throws IOException {
        Path capture = capture("d.lanner", 10, "/a");
        try (Stream<Path> segments = Files.list(capture)) {
            Path segment = segments.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            // In the middle of a record: the text that it holds.
            int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("cat");
            bytes[at] ^= 1;
            Files.write(segment, bytes);
        }
        Map<?, ?> run = SarifSchema.run(sarif(capture));
        assertThat(SarifSchema.at(run, "invocations/0/executionSuccessful")).isEqualTo(false);
        assertThat(SarifSchema.at(run, "invocations/0/exitCode")).isEqualTo(3L);
        assertThat(SarifSchema.at(run, "invocations/0/toolExecutionNotifications")
                        .toString())
                .contains("broken-recording", "d.lanner is damaged");
    }

    @Test
    void theStatusOfFailOnIsTheRuns() throws IOException {
        String text = sarif("--fail-on", "warning", SAMPLES.resolve("miner.lanner"));
        assertThat(SarifSchema.at(SarifSchema.run(text), "invocations/0/exitCode"))
                .isEqualTo(1L);
        assertThat(SarifSchema.at(SarifSchema.run(text), "invocations/0/executionSuccessful"))
                .isEqualTo(true);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidBeforeTheAnalysis() {
        Answer answer =
                Answer.of("analyze", "--sarif", directory.resolve("none/x.sarif"), SAMPLES.resolve("miner.lanner"));
        assertThat(answer.status()).isEqualTo(4);
        assertThat(answer.err().lines()).hasSize(1).first().asString().contains("there is no directory");
        assertThat(answer.out()).isEmpty();
    }
}
