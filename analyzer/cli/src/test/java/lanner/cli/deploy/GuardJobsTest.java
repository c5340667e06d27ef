package lanner.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lanner.capture.kit.ExecutableFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The action for GitHub and the template for GitLab: their scripts are run, with a Lanner that only says how it was started. */
class GuardJobsTest {
    private static final Path ACTION =
            Path.of("../../.github/actions/guard").toAbsolutePath().normalize();
    private static final Path TEMPLATE =
            Path.of("../../.gitlab/guard.gitlab-ci.yml").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private Path archive;
    private String sum;

    /** What a script did. */
    private record Ended(int status, String said, Map<String, String> outputs) {}

    @BeforeEach
    void packALanner() throws Exception {
        assumeTrue(Files.isDirectory(ACTION), "there is no checkout around this module");
        Path program = directory.resolve("lanner-0/bin/lanner");
        Files.createDirectories(program.getParent());
        ExecutableFile.write(program, """
            #!/bin/sh
            printf '<%s>' "$@"
            echo
            sarif=
            while [ "$1" != -- ]; do
                [ "$1" != --sarif ] || sarif=$2
                shift
            done
            echo '{}' >"$sarif"
            shift
            "$@"
            """);
        archive = directory.resolve("it's a lanner.tar.gz");
        run(Map.of(), "tar", "-czf", archive.toString(), "-C", directory.toString(), "lanner-0");
        sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    private Ended run(Map<String, String> variables, String... line) throws Exception {
        Path outputs = directory.resolve("outputs");
        Files.deleteIfExists(outputs);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .put(
                        "RUNNER_TEMP",
                        Files.createDirectories(directory.resolve("temp")).toString());
        builder.environment().put("GITHUB_OUTPUT", outputs.toString());
        builder.environment().put("GITHUB_SERVER_URL", "https://git.example");
        builder.environment().put("GITHUB_ACTION_PATH", ACTION.toString());
        builder.environment().put("GITHUB_WORKFLOW_REF", "octo/app/.github/workflows/build.yml@refs/heads/main");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        Map<String, String> told = new HashMap<>();
        if (Files.exists(outputs)) {
            for (String each : Files.readAllLines(outputs)) {
                told.put(each.replaceFirst("=.*", ""), each.replaceFirst("^[^=]*=", ""));
            }
        }
        return new Ended(status, said, told);
    }

    /** A step of the action as its runner runs it: its own variables, from these inputs over the defaults. */
    private Ended step(String name, Map<String, String> inputs) throws Exception {
        Map<?, ?> action = yaml(ACTION.resolve("action.yml"));
        Map<?, ?> step = ((List<?>) ((Map<?, ?>) action.get("runs")).get("steps"))
                .stream()
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .filter(each -> name.equals(each.get("name")))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> variables = new HashMap<>();
        ((Map<?, ?>) step.get("env")).forEach((key, value) -> {
            String input = value.toString().replaceAll("\\$\\{\\{ (?:inputs|github)\\.([a-z0-9_-]+) }}", "$1");
            Map<?, ?> declared = (Map<?, ?>) ((Map<?, ?>) action.get("inputs")).get(input);
            Object otherwise = declared == null ? "" : declared.get("default");
            variables.put(key.toString(), inputs.getOrDefault(input, otherwise == null ? "" : otherwise.toString()));
        });
        return run(variables, "sh", "-c", step.get("run").toString());
    }

    @Test
    void noInputIsPartOfAScript() throws IOException {
        Pattern expression = Pattern.compile("\\$\\{\\{");
        List<?> steps =
                (List<?>) ((Map<?, ?>) yaml(ACTION.resolve("action.yml")).get("runs")).get("steps");
        assertThat(steps).hasSize(3);
        for (Object each : steps) {
            Object script = ((Map<?, ?>) each).get("run");
            assertThat(expression.matcher(String.valueOf(script)).find())
                    .as(String.valueOf(script))
                    .isFalse();
        }
        try (Stream<Path> files = Files.list(ACTION)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sh")))
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("${{", "eval "));
        }
    }

    @Test
    void everyActionIsNamedByItsCommit() throws IOException {
        List<?> steps =
                (List<?>) ((Map<?, ?>) yaml(ACTION.resolve("action.yml")).get("runs")).get("steps");
        assertThat(steps.stream().map(each -> ((Map<?, ?>) each).get("uses")).filter(uses -> uses != null))
                .isNotEmpty()
                .allSatisfy(uses -> assertThat(uses.toString()).matches("[a-z/-]+@[0-9a-f]{40}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void installsAnArchiveOfThisSum(boolean capitals) throws Exception {
        String given = capitals ? sum.toUpperCase(java.util.Locale.ROOT) : sum;
        Ended ended = step("Install Lanner", Map.of("archive", archive.toString(), "sha256", given));
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(directory.resolve("temp/lanner/bin/lanner")).isExecutable();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0000000000000000000000000000000000000000000000000000000000000000 | - | has the SHA-256
        abc           | -                  | has 3 digits in place of 64
        $(touch x)    | -                  | is not a SHA-256
        ''            | -                  | is not a SHA-256
        SUM           | nothing.tar.gz     | names no file
        SUM           | http://git.example | neither a file nor an https URL
        SUM           | ''                 | one of the inputs version and archive
        """)
    void installsNothingElse(String sha256, String other, String words) throws Exception {
        Ended ended = step(
                "Install Lanner",
                Map.of(
                        "archive",
                        other == null ? archive.toString() : other,
                        "sha256",
                        sha256.equals("SUM") ? sum : sha256));
        assertThat(ended.status()).as(ended.said()).isEqualTo(2);
        assertThat(ended.said()).contains(words);
        assertThat(directory.resolve("temp/lanner/bin/lanner")).doesNotExist();
        assertThat(directory.resolve("x")).doesNotExist();
    }

    private void install() throws Exception {
        assertThat(step("Install Lanner", Map.of("archive", archive.toString(), "sha256", sum))
                        .status())
                .isZero();
    }

    @Test
    void theCommandIsAScriptAndInputsAreWords() throws Exception {
        install();
        Ended ended = step(
                "Guard",
                Map.of(
                        "command",
                        "echo \"it's\" '$HOME'\nfalse\necho not here",
                        "rules",
                        "rules/a b.yaml\n$(touch injected)\n",
                        "fail-on",
                        "error; touch injected",
                        "options",
                        "--tag\n`touch injected`"));
        assertThat(directory.resolve("injected")).doesNotExist();
        assertThat(ended.said())
                .contains("<guard><--log><github><--fail-on><error; touch injected>")
                .contains("<--sarif-location><.github/workflows/build.yml><--stop-commands>")
                .contains("<-r><rules/a b.yaml><-r><$(touch injected)><--tag><`touch injected`><--><bash>")
                .contains("it's $HOME\n")
                .doesNotContain("not here\n");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.outputs()).containsEntry("status", "1");
        assertThat(Path.of(ended.outputs().get("sarif"))).exists();
        assertThat(ended.outputs().get("recording")).endsWith("/recording.lanner");
    }

    @Test
    void theTemplateInstallsAndGuards() throws Exception {
        Map<?, ?> job = (Map<?, ?>) yaml(TEMPLATE).get(".lanner-guard");
        List<String> lines = new ArrayList<>(List.of("set -e"));
        ((List<?>) job.get("before_script")).forEach(each -> lines.add(each.toString()));
        ((List<?>) job.get("script")).forEach(each -> lines.add(each.toString()));
        String script = String.join("\n", lines);
        Map<String, String> variables = new HashMap<>();
        ((Map<?, ?>) job.get("variables")).forEach((key, value) -> variables.put(key.toString(), value.toString()));
        variables.putAll(Map.of(
                "LANNER_ARCHIVE",
                archive.toString(),
                "LANNER_SHA256",
                sum,
                "GUARD_COMMAND",
                "echo \"it's\"; exit 3",
                "GUARD_RULES",
                "$(touch injected)"));
        Ended ended = run(variables, "sh", "-c", script);
        assertThat(ended.status()).as(ended.said()).isEqualTo(3);
        assertThat(ended.said())
                .contains("<--log><gitlab><--fail-on><warning>", "<-r><$(touch injected)><--><sh><-e><-c>", "it's\n");
        assertThat(directory.resolve("injected")).doesNotExist();
        variables.put("LANNER_SHA256", "0".repeat(64));
        Ended other = run(variables, "sh", "-c", script);
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.said()).contains("is not used").doesNotContain("<guard>");
    }

    @Test
    void whatTheTemplateKeepsIsWhatGuardWrites() throws IOException {
        Map<?, ?> job = (Map<?, ?>) yaml(TEMPLATE).get(".lanner-guard");
        String script = ((List<?>) job.get("script")).get(0).toString();
        Map<?, ?> artifacts = (Map<?, ?>) job.get("artifacts");
        assertThat((List<?>) artifacts.get("paths"))
                .hasSize(3)
                .allSatisfy(path -> assertThat(script).contains(path.toString()));
        assertThat(script)
                .contains(((Map<?, ?>) artifacts.get("reports"))
                        .get("codequality")
                        .toString());
    }
}
