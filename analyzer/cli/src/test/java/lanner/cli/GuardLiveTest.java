package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.cli.sarif.SarifSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code guard} with real commands: what it ends with, what it leaves, and what the command has of its own. */
@Tag("ptrace")
@Order(1)
class GuardLiveTest {
    @TempDir
    Path directory;

    private StartedGuard guard;
    private String rules;

    @BeforeEach
    void writeRules() throws IOException {
        guard = new StartedGuard(directory);
        rules = Files.writeString(directory.resolve("r.yaml"), """
                - rule: Secret read
                  desc: A program read the secret.
                  condition: evt.type in (open, openat) and fd.name endswith /secret and evt.rawres >= 0
                  output: The secret was read (program=%proc.name)
                  priority: ERROR
                """).toString();
        Files.writeString(guard.work().resolve("secret"), "x");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(guard.temporary())) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith("lanner-guard-"))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        true                        |   0 | 0
        exit 3                      |   3 | 0
        kill -9 $$                  | 137 | 0
        cat secret                  | 110 | 1
        cat secret; exit 3          | 111 | 1
        cat secret; kill -9 $$      | 111 | 1
        rm -rf ../temporary/*       | 112 | 0
        rm -rf ../temporary/*; exit 3 | 113 | 0
        kill -INT $PPID; exec sleep 600 | 130 | 0
        """)
    void theStatusSaysWhatWasFoundAndWhetherTheCommandSucceeded(String script, int status, int recordings)
            throws Exception {
        StartedGuard.Ended ended = guard.run("-r", rules, "--", "sh", "-c", script);
        assertThat(ended.status()).as(ended.err()).isEqualTo(status);
        assertThat(left()).as(ended.err()).hasSize(recordings);
        if (status >= 110 && status <= 113) {
            assertThat(ended.err()).contains("lanner: status " + status + ": ");
        }
    }

    @ParameterizedTest
    @CsvSource({"/nowhere/at-all, 127", "nobody-has-this-program, 127", "../secret.txt, 126"})
    void whatCannotBeStartedIsSaidAsAShellSaysIt(String command, int status) throws Exception {
        Files.writeString(directory.resolve("secret.txt"), "no program");
        StartedGuard.Ended ended = guard.run("-r", rules, "--", command);
        assertThat(ended.status()).as(ended.err()).isEqualTo(status);
        assertThat(left()).isEmpty();
    }

    @Test
    void inputAndOutputAreTheCommandsOwn() throws Exception {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        StartedGuard.Ended ended = guard.run(
                Map.of("GITHUB_ACTIONS", "true"),
                bytes,
                "-r",
                rules,
                "--stop-commands",
                "--",
                "sh",
                "-c",
                "cat; cat secret >/dev/null; echo '::error::mine' >&2");
        assertThat(ended.out()).isEqualTo(bytes);
        assertThat(ended.err().lines().toList())
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("::stop-commands::");
                    assertThat(lines.get(1)).isEqualTo("::error::mine");
                    assertThat(lines.get(2)).isEqualTo("::" + lines.get(0).substring(17) + "::");
                })
                .contains("::group::lanner: 1 alert", "::endgroup::")
                .anyMatch(line ->
                        line.startsWith("::error title=Error%3A Secret read::The secret was read (program=cat)"));
    }

    @Test
    void writesWhatCodeScanningAndThePageOfAJobShow() throws Exception {
        Path page = directory.resolve("page.md");
        StartedGuard.Ended ended = guard.run(
                Map.of("GITHUB_STEP_SUMMARY", page.toString()),
                new byte[0],
                "-r",
                rules,
                "-o",
                "kept.lanner",
                "--sarif",
                "x.sarif",
                "--code-quality",
                "q.json",
                "--",
                "sh",
                "-c",
                "cat secret; exit 3");
        assertThat(ended.status()).as(ended.err()).isEqualTo(111);
        String sarif = Files.readString(guard.work().resolve("x.sarif"));
        assertThat(SarifSchema.results(sarif)).singleElement().satisfies(result -> {
            assertThat(SarifSchema.at(result, "ruleId")).isEqualTo("secret-read");
            assertThat(SarifSchema.at(result, "locations/0/physicalLocation/artifactLocation/uri"))
                    .isEqualTo("kept.lanner");
        });
        Object invocation = SarifSchema.at(SarifSchema.run(sarif), "invocations/0");
        assertThat(SarifSchema.at(invocation, "exitCode")).isEqualTo(111L);
        assertThat(SarifSchema.at(invocation, "properties/commandStatus")).isEqualTo(3L);
        assertThat(SarifSchema.at(invocation, "properties/verdict")).isEqualTo("found");
        assertThat(Files.readString(page))
                .contains("1 alert at or above Error".replace("Error", "Warning"), "Secret read");
        assertThat(Files.readString(guard.work().resolve("q.json"))).contains("\"severity\":\"critical\"");
        assertThat(guard.work().resolve("kept.lanner")).isDirectory();
    }

    @Test
    void whatGoodRunsDidNotDoIsReportedAndCountsIfItIsAskedFor() throws Exception {
        String good = "cat ../r.yaml >out.txt";
        String other = good + "; id -u >>out.txt; : >extra";
        assertThat(guard.run("-r", rules, "-o", "good.lanner", "--", "sh", "-c", good)
                        .status())
                .isZero();
        Answer saved = Answer.of(
                "compare",
                "-r",
                rules,
                "--baseline",
                guard.work().resolve("good.lanner"),
                "--save-baseline",
                guard.work().resolve("good.json"));
        assertThat(saved.status()).as(saved.err()).isZero();
        Files.delete(guard.work().resolve("out.txt"));

        StartedGuard.Ended same =
                guard.run("-r", rules, "--baseline", "good.lanner", "--fail-on", "new", "--", "sh", "-c", good);
        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.err()).contains("no alert at or above Warning, no difference from the baseline that counts\n");

        Files.delete(guard.work().resolve("out.txt"));
        StartedGuard.Ended told = guard.run("-r", rules, "--baseline", "good.json", "--", "sh", "-c", other);
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.err())
                .contains("differences from the baseline of 1 run, none of which counts\n", "./extra\n", "/id\n");

        Files.delete(guard.work().resolve("out.txt"));
        Files.delete(guard.work().resolve("extra"));
        StartedGuard.Ended counted = guard.run(
                "-r",
                rules,
                "--baseline",
                "good.json",
                "--fail-on",
                "error,new-program,new-peer",
                "--sarif",
                "x.sarif",
                "--summary",
                "x.md",
                "--",
                "sh",
                "-c",
                other + "; exit 3");
        assertThat(counted.status()).as(counted.err()).isEqualTo(111);
        assertThat(counted.err())
                .contains("lanner: no alert at or above Error, 1 difference from the baseline that counts\n")
                .contains(" of which count: new-program 1\n");
        String sarif = Files.readString(guard.work().resolve("x.sarif"));
        assertThat(SarifSchema.mistakes(sarif)).isEmpty();
        assertThat(SarifSchema.results(sarif))
                .extracting(each -> String.valueOf(each.get("ruleId")))
                .contains("new-program")
                .anyMatch(id -> id.startsWith("new-file-create"));
        assertThat(Files.readString(guard.work().resolve("x.md")))
                .containsPattern("\\| yes \\| new-program \\| \\S*/id \\|");
    }

    @Test
    void aBadRuleOrAPlaceThatIsNotThereStopsBeforeTheCommand() throws Exception {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "- rule: R\n  desc: d\n  condition: nope = 1\n");
        Files.writeString(guard.work().resolve("b.json"), "{\"lanner_baseline\":2}");
        for (List<String> options : List.of(
                List.of("3", "-r", rules, "--baseline", "b.json"),
                List.of("3", "-r", rules, "--baseline", "none.json"),
                List.of("3", "-r", rules, "--baseline", "b.json", "--shapes", bad.toString()),
                List.of("2", "-r", rules, "--fail-on", "new-peer"),
                List.of("2", "-r", rules, "--baseline", "b.json", "--fail-on", "new-peeer"),
                List.of("2", "-r", rules, "--fail-on", "error,warning"),
                List.of("3", "-r", bad.toString()),
                List.of("4", "-r", rules, "--sarif", "none/x.sarif"),
                List.of("2", "-r", rules, "--fail-on", "grave"),
                List.of("4", "-r", rules, "--code-quality", "none/x.json"),
                List.of("2", "-r", rules, "--match", "some"),
                List.of("2", "-r", rules, "--log", "jenkins"))) {
            List<String> line = new java.util.ArrayList<>(options.subList(1, options.size()));
            line.addAll(List.of("--", "touch", "started"));
            StartedGuard.Ended ended = guard.run(line.toArray(new String[0]));
            assertThat(ended.status()).as(ended.err()).isEqualTo(Integer.parseInt(options.get(0)));
            assertThat(guard.work().resolve("started")).doesNotExist();
        }
    }

    @Test
    void aFileThatCannotBeWrittenAfterTheCommandFailsAGoodRunAndHidesNoBadOne() throws Exception {
        Path reports = guard.work().resolve("reports");
        for (String[] each : new String[][] {{"true", "4"}, {"exit 3", "3"}, {"cat secret", "110"}}) {
            Files.createDirectory(reports);
            StartedGuard.Ended ended =
                    guard.run("-r", rules, "--sarif", "reports/x.sarif", "--", "sh", "-c", "rmdir reports; " + each[0]);
            assertThat(ended.status()).as(ended.err()).isEqualTo(Integer.parseInt(each[1]));
            assertThat(ended.err()).contains("reports/x.sarif: there is no directory");
        }
    }

    @Test
    void aPageThatNobodyAskedForFailsNothing() throws Exception {
        StartedGuard.Ended ended =
                guard.run(Map.of("GITHUB_STEP_SUMMARY", "/nowhere/page.md"), new byte[0], "-r", rules, "--", "true");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("/nowhere/page.md: there is no");
    }
}
