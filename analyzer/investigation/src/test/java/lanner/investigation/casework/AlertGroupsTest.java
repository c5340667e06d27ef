package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.engine.alert.Priority;
import lanner.engine.explain.Verdict;
import lanner.investigation.Opened;
import lanner.investigation.casework.AlertGroups.By;
import lanner.investigation.casework.AlertGroups.Filter;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.details.RuleText;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertGroupsTest {
    private static final String RULES = """
            # Nothing yet.
            - macro: opens
              condition: evt.type = openat

            - rule: Secret read
              desc: A secret was read.
              condition: >
                opens
                and fd.name startswith /etc/secret
                and not proc.name = backup
              output: secret %fd.name
              priority: CRITICAL
              tags: [secret, files]

            - rule: Rück\u00adfall
              desc: Everything else.
              condition: opens and fd.name startswith /tmp
              output: opened %fd.name
              priority: NOTICE
            """;

    @TempDir
    Path directory;

    private Workspace workspace;
    private CaseFile caseFile;

    @BeforeEach
    void writeAndOpen() throws IOException {
        Path capture = directory.resolve("c.lanner");
        try (CaptureStory passed = CaptureStory.at(capture)
                .process(1, 0, "init")
                .process(100, 1, "sh")
                .process(101, 1, "cat")) {
            passed.opens(100, 3, "/tmp/a")
                    .opens(100, 4, "/tmp/b")
                    .opens(101, 3, "/etc/secret")
                    .opens(101, 4, "/tmp/c")
                    .opens(100, 5, "/usr/x");
        }
        workspace = Opened.workspace(directory, capture, RULES);
        caseFile = CaseFile.open(directory.resolve("c.lanner-case"), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        workspace.close();
    }

    private AlertGroups.Decisions decisions() {
        return AlertGroups.decisions(workspace.events(), caseFile.judgements());
    }

    private AlertGroups groups(By by, Filter filter) {
        return AlertGroups.of(workspace.events(), workspace.events().alerts(), decisions(), by, filter, 4);
    }

    private static List<String> words(AlertGroups groups) {
        return groups.groups().stream()
                .map(group -> group.name() + ": "
                        + group.alerts().stream().map(AlertEntry::number).toList() + " " + group.undecided())
                .toList();
    }

    private void accept(int place) throws IOException {
        AlertEntry alert = workspace.events().alerts().get(place);
        caseFile.judge(
                new CaseFile.AlertKey(new CaseFile.EventKey(0, alert.number()), alert.rule()),
                Optional.of(new CaseFile.Judgement(CaseFile.Verdict.ACCEPTED, "n\u00f6te")));
    }

    @Test
    void putsGraverGroupsFirst() {
        assertThat(groups(By.RULE, Filter.NONE).groups().stream()
                        .map(group -> group.alerts().size()))
                .containsExactly(1, 3);
        assertThat(words(groups(By.PRIORITY, Filter.NONE))).containsExactly("Critical: [3] 1", "Notice: [1, 2, 4] 3");
        assertThat(words(groups(By.PROCESS, Filter.NONE))).containsExactly("cat 101: [3, 4] 2", "sh 100: [1, 2] 2");
    }

    @Test
    void countsOverTheTimeOfTheCapture() {
        int[] overTime = groups(By.PRIORITY, Filter.NONE).groups().get(1).overTime();
        assertThat(overTime).hasSize(4);
        assertThat(IntStream.of(overTime).sum()).isEqualTo(3);
        assertThat(overTime[0]).isEqualTo(2);
        assertThat(overTime[2] + overTime[3]).isEqualTo(1);
    }

    @Test
    void leavesOutWhatTheFilterDoes() throws IOException {
        accept(0);
        assertThat(words(groups(By.PRIORITY, new Filter(true, Priority.DEBUG, ""))))
                .containsExactly("Critical: [3] 1", "Notice: [2, 4] 2");
        assertThat(words(groups(By.PRIORITY, new Filter(false, Priority.ERROR, ""))))
                .containsExactly("Critical: [3] 1");
        assertThat(words(groups(By.PRIORITY, new Filter(false, Priority.DEBUG, "TMP/B"))))
                .containsExactly("Notice: [2] 1");
        assertThat(words(groups(By.PRIORITY, new Filter(false, Priority.DEBUG, "cat 101"))))
                .containsExactly("Critical: [3] 1", "Notice: [4] 1");
        assertThat(words(groups(By.PRIORITY, new Filter(false, Priority.DEBUG, "files"))))
                .containsExactly("Critical: [3] 1");
        assertThat(groups(By.RULE, new Filter(true, Priority.CRITICAL, "nothing"))
                        .undecided())
                .isEqualTo(3);
    }

    @Test
    void decisionsHoldForRulesOfAnyNameAndOutliveTheViewer() throws IOException {
        for (int i = 0; i < 4; i++) {
            accept(i);
        }
        assertThat(groups(By.RULE, Filter.NONE).undecided()).isZero();
        caseFile = CaseFile.open(caseFile.file(), Clock.systemUTC());
        assertThat(groups(By.RULE, Filter.NONE).undecided()).isZero();
        assertThat(decisions()
                        .of(workspace.events().alerts().get(0))
                        .orElseThrow()
                        .note())
                .isEqualTo("n\u00f6te");
    }

    @Test
    void goesRoundToTheNextThatIsUndecided() throws IOException {
        accept(1);
        AlertGroups groups = groups(By.PRIORITY, Filter.NONE);
        List<AlertEntry> alerts = workspace.events().alerts();
        assertThat(groups.nextUndecided(-1, decisions())).contains(alerts.get(2));
        assertThat(groups.nextUndecided(2, decisions())).contains(alerts.get(0));
        assertThat(groups.nextUndecided(0, decisions())).contains(alerts.get(3));
        assertThat(groups.nextUndecided(3, decisions())).contains(alerts.get(2));
        for (int i = 0; i < 4; i++) {
            accept(i);
        }
        assertThat(groups.nextUndecided(0, decisions())).isEmpty();
    }

    @Test
    void showsTheRuleAsItsFileHasIt() throws IOException {
        RuleText.Book book = RuleText.Book.of(workspace);
        RuleText rule = book.rule("Secret read").orElseThrow();
        assertThat(rule.firstLine()).isEqualTo(5);
        assertThat(rule.lines()).hasSize(9).startsWith("- rule: Secret read").endsWith("  tags: [secret, files]");
        assertThat(rule.description()).isEqualTo("A secret was read.");
        assertThat(rule.tags()).containsExactly("files", "secret");
        assertThat(rule.elsewhere()).isEmpty();
        assertThat(book.rule("No such rule")).isEmpty();
        EventDetails details =
                new DetailsReader(workspace).read(2, JobProgress.NONE).orElseThrow();
        assertThat(rule.verdicts(details.traces().get(0).condition(), book))
                .containsEntry(9, List.of(Verdict.TRUE))
                .containsEntry(10, List.of(Verdict.FALSE));
    }

    @Test
    void draftsAnExceptionAndTriesIt() throws IOException {
        AlertEntry secret = workspace.events().alerts().get(2);
        DraftedException draft = new ExceptionDraftReader(workspace)
                .read(secret, JobProgress.NONE)
                .orElseThrow();
        assertThat(draft.yaml())
                .startsWith("- rule: Secret read\n  exceptions:\n")
                .contains("cat", "/etc/secret");
        assertThat(draft.silencesAlert()).isTrue();
        assertThat(draft.silenced()).containsExactly(secret);
        assertThat(draft.ofRule()).isEqualTo(1);
        assertThat(draft.isPartial()).isFalse();
        assertThat(new ExceptionDraftReader(workspace)
                        .read(workspace.events().alerts().get(0), JobProgress.NONE)
                        .orElseThrow())
                .satisfies(other -> {
                    assertThat(other.silencesAlert()).isTrue();
                    assertThat(other.ofRule()).isEqualTo(3);
                });
    }
}
