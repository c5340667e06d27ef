package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit logs of Kubernetes as an input of the commands that index captures, and of {@code import}. */
class AuditLogInquiryTest {
    private static final Path RESOURCES =
            Path.of("src/test/resources/lanner/cli/audit").toAbsolutePath();
    private static final Path LOG = RESOURCES.resolve("cluster.jsonl");
    private static final Path RULES = RESOURCES.resolve("rules.yaml");
    private static final Path SAMPLE =
            Path.of("../../sample-captures/malicious-install-script.lanner").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void anImportedLogRaisesTheSameAlerts() throws IOException {
        Path capture = directory.resolve("audit.lanner");
        Answer imported = Answer.of("import", LOG, "-o", capture);
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("70 events imported from ");
        Answer again = Answer.of("analyze", capture, "-r", RULES, "--json");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out())
                .isEqualTo(Answer.of("analyze", LOG, "-r", RULES, "--json").out());
        assertThat(Answer.of("verify", capture).status()).isZero();
    }

    @Test
    void aSummaryCountsItsEventsAndAlertsAndNoProcess() throws IOException {
        Answer summary = Answer.of("summary", "--all", LOG, SAMPLE, "-r", RULES);
        assertThat(summary.status()).as(summary.err()).isZero();
        Answer alone = Answer.of("summary", SAMPLE, "-r", RULES);
        assertThat(figure(summary.out(), "processes")).isEqualTo(figure(alone.out(), "processes"));
        assertThat(figure(summary.out(), "failed calls")).isEqualTo(figure(alone.out(), "failed calls"));
        assertThat(summary.out()).contains("Request refused").contains("alice@example.org, event ");
    }

    /** {@code 19 processes}, of the line that counts all. */
    private static String figure(String summary, String name) {
        return Pattern.compile("[0-9,]+ " + name)
                .matcher(summary)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSummarySaysWhichLinesCouldNotBeRead() throws IOException {
        Path log = directory.resolve("damaged.jsonl");
        Files.writeString(log, Files.readString(LOG) + "{\"kind\":\n");
        Answer summary = Answer.of("summary", log, "-r", RULES);
        assertThat(summary.status()).isEqualTo(3);
        assertThat(summary.err()).contains("line 71: ");
    }

    @Test
    void aReportHoldsItsAlertsWithoutAChainOfProcesses() throws IOException {
        Path report = directory.resolve("report.md");
        Answer answer = Answer.of("report", LOG, "-r", RULES, "-o", report);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readString(report))
                .contains("Request refused")
                .contains("alice&#64;example.org")
                .doesNotContain("Process chain, from");
    }

    @Test
    void aTreeOfALogAloneIsEmptyAndAStoryOfItHasNoSubject() throws IOException {
        Answer tree = Answer.of("tree", LOG, "-r", RULES);
        assertThat(tree.err()).doesNotContain("Exception");
        assertThat(tree.status()).isZero();
        Answer story = Answer.of("story", LOG, "healthz", "-r", RULES);
        assertThat(story.status()).isEqualTo(3);
        assertThat(story.err().lines()).hasSize(1);
    }
}
