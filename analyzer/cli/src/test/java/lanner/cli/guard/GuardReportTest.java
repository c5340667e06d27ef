package lanner.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.fact.Aspect;
import lanner.behaviour.fact.Example;
import lanner.behaviour.fact.Recording;
import lanner.capture.json.JsonReader;
import lanner.cli.compare.FailOn;
import lanner.cli.output.CompactLine;
import lanner.cli.rulework.ReportColours;
import lanner.cli.sarif.SarifLevel;
import lanner.cli.sarif.SarifLog;
import lanner.cli.sarif.SarifResult;
import lanner.cli.sarif.SarifRule;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertScene;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a command that was judged. */
class GuardReportTest {
    private static final String HOSTILE =
            "|`<b>*x*</b>`](https://evil.example) @all ::error::x ##[error]x \u001b[2J\n::group::y";

    @TempDir
    Path directory;

    private static Alert alert(String rule, Priority priority, long event, String subject) {
        return new Alert(
                rule,
                priority,
                List.of(),
                1_700_000_000_000_000_000L,
                "It was found (what=" + subject + ")",
                Map.of(),
                "host",
                event,
                Outcome.DONE,
                Source.SYSCALL,
                false,
                Optional.of(new AlertScene(subject, subject + " 12", "root", List.of("sh 11", "npm 10"))));
    }

    private static Findings findings(Alert... alerts) {
        Findings findings = new Findings(alert -> alert.priority().atLeast(Priority.WARNING));
        List.of(alerts).forEach(findings::add);
        return findings;
    }

    private static GuardReport report(Findings findings, CommandEnd end, String... unknown) {
        return report(findings, Optional.empty(), end, unknown);
    }

    private static GuardReport report(
            Findings findings, Optional<BaselineDifferences> differences, CommandEnd end, String... unknown) {
        long counted = findings.counted()
                + differences.map(BaselineDifferences::counted).orElse(0L);
        Verdict verdict = counted > 0 ? Verdict.FOUND : unknown.length > 0 ? Verdict.UNKNOWN : Verdict.GOOD;
        return new GuardReport(
                List.of("npm", "ci", HOSTILE),
                end,
                verdict,
                findings,
                differences,
                List.of(unknown),
                List.of(),
                Priority.WARNING,
                1234,
                Optional.of("/tmp/" + HOSTILE),
                verdict == Verdict.GOOD ? end.status() : verdict.status(end).code());
    }

    /** Two new peers and a new program, of these names; new peers count. */
    private static BaselineDifferences differences(String name) throws Exception {
        Recording recording = new Recording("x", List.of(), "", "", "", "", "", "", "", true, 0, 1, 0);
        Known.Place place = new Known.Place("x.lanner", new Example(12, 0, "npm 100 > " + name + " 131"), name);
        Known seen = new Known(1, 1, 1, 1, 0, Set.of(), Optional.empty(), place);
        Map<Key, Known> after = Map.of(
                new Key(Aspect.PEER, "tcp to " + name + " port 1"), seen,
                new Key(Aspect.PEER, "tcp to " + name + " port 2"), seen,
                new Key(Aspect.PROGRAM, "/" + name), seen);
        return BaselineDifferences.of(
                new Baseline(List.of(recording, recording), Map.of(), 0),
                new Baseline(List.of(recording), after, 0),
                List.of(),
                FailOn.parse(List.of("new-peer")));
    }

    @Test
    void differencesFromABaselineAreToldWithThoseThatCount() throws Exception {
        GuardReport report = report(findings(), Optional.of(differences("a")), new CommandEnd(0, 0));
        assertThat(report.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(logged(JobLog.PLAIN, report))
                .startsWith("lanner: no alert at or above Warning, 2 differences from the baseline that count\n")
                .contains("""
                    lanner: 3 differences from the baseline of 2 runs, of which count: new-peer 2

                    New
                      Peers
                        tcp to a port 1
                            event 12: npm 100 > a 131
                        tcp to a port 2
                            event 12: npm 100 > a 131
                      Programs
                        /a
                            event 12: npm 100 > a 131
                    """);
        assertThat(logged(JobLog.GITHUB, report).lines())
                .contains(
                        "::group::lanner: differences from the baseline",
                        "::error title=Not in the baseline%3A new-peer::tcp to a port 1, tcp to a port 2");
        assertThat(logged(JobLog.GITLAB, report)).contains("section_start:", ":lanner_guard_baseline[collapsed=true]");
        assertThat(JobSummary.text(report))
                .contains("3 differences from the baseline of 2 runs, of which count: new")
                .contains("| yes | new", "| tcp to a port 2 | npm 100 ", " | 12 |\n|  | new");
    }

    /** What the two writers of a log have written, in order. */
    private static String logged(JobLog kind, GuardReport report) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream marks = new PrintStream(log, true, StandardCharsets.UTF_8);
        new GuardLog(
                        kind,
                        lanner.product.TerminalText.messages(
                                new java.io.OutputStreamWriter(marks, StandardCharsets.UTF_8)),
                        marks,
                        new CompactLine(0, new ReportColours(false)))
                .print(report);
        return log.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "FOUND, 0, 0, 110",
        "FOUND, 3, 0, 111",
        "FOUND, 137, 9, 111",
        "FOUND, -1, 0, 111",
        "UNKNOWN, 0, 0, 112",
        "UNKNOWN, 1, 0, 113",
        "UNKNOWN, 139, 11, 113",
    })
    void aStatusTellsBothTheVerdictAndWhetherTheCommandSucceeded(
            Verdict verdict, int status, int signal, int expected) {
        assertThat(verdict.status(new CommandEnd(status, signal)).code()).isEqualTo(expected);
    }

    @Test
    void aGoodVerdictHasNoStatusOfItsOwn() {
        assertThatThrownBy(() -> Verdict.GOOD.status(new CommandEnd(0, 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofEachRuleTheFirstAlertThatCountsIsShownAndAllAreCounted() {
        Findings findings = findings(
                alert("Low", Priority.NOTICE, 1, "a"),
                alert("Both", Priority.NOTICE, 2, "b"),
                alert("High", Priority.CRITICAL, 9, "c"),
                alert("Both", Priority.ERROR, 5, "d"),
                alert("Both", Priority.ERROR, 6, "e"));
        assertThat(findings.alerts()).isEqualTo(5);
        assertThat(findings.counted()).isEqualTo(3);
        assertThat(findings.groups())
                .extracting(group -> group.first().rule() + " " + group.first().eventNumber() + " " + group.count()
                        + " " + group.isGrave())
                .containsExactly("High 9 1 true", "Both 5 3 true", "Low 1 1 false");
    }

    @Test
    void aLogSaysVerdictFactsAlertsAndStatus() {
        GuardReport report = new GuardReport(
                List.of("npm", "ci"),
                new CommandEnd(1, 0),
                Verdict.FOUND,
                findings(alert("R", Priority.ERROR, 7, "/etc/shadow"), alert("R", Priority.ERROR, 8, "/etc/shadow")),
                Optional.empty(),
                List.of(),
                List.of("1 argument could not be read"),
                Priority.WARNING,
                1234,
                Optional.of("x.lanner"),
                111);
        assertThat(logged(JobLog.PLAIN, report).replaceAll("\\d\\d:(\\d\\d:\\d\\d)", "HH:$1"))
                .isEqualTo("""
                    lanner: 2 alerts at or above Warning
                    lanner: the command ended with status 1; 1,234 events: npm ci
                            7  HH:13:20.000000000  Error      R
                               /etc/shadow
                               /etc/shadow 12 (root) < sh 11 < npm 10
                               and 1 more of this rule
                    lanner: not in the recording: 1 argument could not be read
                    lanner: the recording is in x.lanner
                    lanner: status 111: an alert or a difference counts, and the command failed
                    """);
    }

    @Test
    void githubGetsAGroupAndAnAnnotationForEachRule() {
        String log = logged(
                JobLog.GITHUB,
                report(
                        findings(alert("R", Priority.ERROR, 7, "x"), alert("L", Priority.NOTICE, 8, "y")),
                        new CommandEnd(0, 0)));
        assertThat(log.lines()).contains("::group::lanner: 2 alerts", "::endgroup::");
        assertThat(log.lines().filter(line -> line.startsWith("::error") || line.startsWith("::warning")))
                .containsExactly("::error title=Error%3A R::It was found (what=x); by x 12 < sh 11 < npm 10");
    }

    @ParameterizedTest
    @EnumSource(JobLog.class)
    void nothingThatIsCalledAnythingIsACommandToALog(JobLog kind) throws Exception {
        GuardReport report = report(
                findings(alert(HOSTILE, Priority.ERROR, 7, HOSTILE), alert("W", Priority.WARNING, 7, HOSTILE)),
                Optional.of(differences(HOSTILE)),
                new CommandEnd(0, 0),
                HOSTILE);
        List<String> lines = logged(kind, report).lines().toList();
        assertThat(lines).noneMatch(line -> line.contains("\u001b[2J"));
        if (kind == JobLog.GITHUB) {
            assertThat(lines.stream().filter(line -> line.strip().startsWith("::")))
                    .allMatch(line -> line.startsWith("::group::lanner: 2 alerts")
                            || line.equals("::endgroup::")
                            || line.equals("::group::lanner: differences from the baseline")
                            || line.startsWith("::error title=Not in the baseline%3A new-peer::")
                            || line.startsWith("::error title=Error%3A ")
                            || line.startsWith("::error title=Warning%3A ")
                            || line.startsWith("::error title=Lanner%3A no verdict::"));
            assertThat(lines.stream().filter(line -> !line.startsWith("::"))).noneMatch(line -> line.contains("##["));
        }
        if (kind == JobLog.GITLAB) {
            assertThat(lines.stream().filter(line -> line.contains("section_"))).hasSize(4);
        }
    }

    @Test
    void aStopOfCommandsIsUndoneByAWordThatNobodyKnows() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream marks = new PrintStream(log, true, StandardCharsets.UTF_8);
        GuardLog said = new GuardLog(
                JobLog.GITHUB,
                new PrintWriter(new StringWriter()),
                marks,
                new CompactLine(0, new ReportColours(false)));
        said.stopCommands().run();
        said.stopCommands().run();
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        for (int i : new int[] {0, 2}) {
            assertThat(lines.get(i)).matches("::stop-commands::lanner-[0-9a-f]{32}");
            assertThat(lines.get(i + 1)).isEqualTo("::" + lines.get(i).substring("::stop-commands::".length()) + "::");
        }
        assertThat(lines.get(0)).isNotEqualTo(lines.get(2));
    }

    @Test
    void aSummaryShowsTextsAsTheyAre() throws Exception {
        String page = JobSummary.text(report(
                findings(alert(HOSTILE, Priority.ERROR, 7, HOSTILE)),
                Optional.of(differences(HOSTILE)),
                new CommandEnd(0, 0),
                HOSTILE));
        assertThat(page)
                .startsWith("### Lanner guard: 1 alert at or above Warning, 2 differences from")
                .doesNotContain("<b>", "](https:", "@all", "https://", "\u001b");
        // No end of a cell, no end of a row but ours.
        assertThat(page.lines().filter(line -> line.startsWith("| yes")))
                .extracting(row ->
                        row.replace("\\|", "").chars().filter(c -> c == '|').count())
                .containsExactly(8L, 6L, 6L);
    }

    @Test
    void aSummaryIsAddedAndStaysBelowWhatGithubTakes() throws IOException {
        GuardReport report = report(findings(alert("R", Priority.ERROR, 7, "x")), new CommandEnd(0, 0));
        Path file = directory.resolve("summary.md");
        Files.writeString(file, "before\n");
        JobSummary.append(file, report);
        assertThat(Files.readString(file))
                .startsWith("before\n### Lanner guard")
                .contains("| yes | Error | R | 1 | x |");
        int whole = JobSummary.text(report).length();
        Files.writeString(file, "x".repeat((1 << 20) - whole + 1));
        JobSummary.append(file, report);
        assertThat(Files.readString(file).replaceAll("^x+", ""))
                .startsWith("### Lanner guard")
                .doesNotContain("| yes");
        assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20);
        Files.writeString(file, "x".repeat(1 << 20));
        assertThatThrownBy(() -> JobSummary.append(file, report)).hasMessageContaining("no room left");
        assertThat(Files.size(file)).isEqualTo(1 << 20);
    }

    @Test
    void aSummaryIsNotWrittenThroughWhatTheCommandPutInItsPlace() throws IOException {
        GuardReport report = report(findings(), new CommandEnd(0, 0));
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        assertThatThrownBy(() -> JobSummary.append(link, report)).hasMessageContaining("no plain file");
        assertThat(Files.readString(target)).isEqualTo("precious");
        assertThatThrownBy(() -> JobSummary.append(directory.resolve("none/x"), report))
                .hasMessageContaining("there is no directory");
    }

    @Test
    void gitlabsReportHasWhatItsMergeRequestsShow() throws IOException {
        SarifLog log = new SarifLog();
        SarifRule rule = new SarifRule("R", "d", "", List.of(), SarifLevel.ERROR, 8.0);
        log.add(new SarifResult(
                log.rule(rule), 3, SarifLevel.ERROR, HOSTILE, "a.lanner", List.of(), List.of("x"), Map.of()));
        Path file = directory.resolve("q.json");
        CodeQuality.write(file, log);
        List<?> issues = (List<?>) JsonReader.value(Files.readString(file));
        assertThat(issues).hasSize(1);
        Map<?, ?> issue = (Map<?, ?>) issues.get(0);
        assertThat(issue.get("check_name")).isEqualTo("r");
        assertThat(issue.get("severity")).isEqualTo("critical");
        assertThat((String) issue.get("fingerprint")).matches("[0-9a-f]{32}");
        assertThat(issue.get("location")).isEqualTo(Map.of("path", "a.lanner", "lines", Map.of("begin", 1L)));
        assertThat((String) issue.get("description")).contains("\\x1b[2J\\n");
    }
}
