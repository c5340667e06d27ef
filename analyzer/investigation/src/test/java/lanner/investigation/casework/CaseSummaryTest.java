package lanner.investigation.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lanner.engine.alert.Priority;
import lanner.investigation.Cancelled;
import lanner.investigation.Samples;
import lanner.investigation.casework.CaseSummary.Figure;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseSummaryTest {
    @TempDir
    private Path directory;

    static Stream<String> samples() throws IOException {
        return Samples.names().stream();
    }

    /** Where a figure leads is what it counted: the filter is asked of a replay, the figure came from the columns. */
    @ParameterizedTest
    @MethodSource("samples")
    void figuresAndLooksCountWhatTheirFiltersShow(String sample) throws IOException {
        try (Workspace workspace = Samples.open(directory, sample)) {
            CaseSummary summary = CaseSummary.of(workspace, JobProgress.NONE).orElseThrow();

            for (Figure figure : summary.figures()) {
                if (figure.measure() != Measure.GAPS || figure.value() > 0) {
                    RowSet rows = Samples.rows(workspace, figure.measure().condition(), figure.filter());
                    assertThat(figure.events()).as(figure.measure().name()).isEqualTo(rows.size());
                }
            }
            for (Look look : summary.looks()) {
                RowSet rows = Samples.rows(workspace, look.condition(), RowFilter.NONE.ofRows(look.rows()));
                assertThat(look.count()).as(look.text()).isEqualTo(rows.size());
                assertThat(look.row()).as(look.text()).isEqualTo(rows.row(0));
            }
            int[] course = summary.figure(Measure.EVENTS).course();
            assertThat(Arrays.stream(course).sum()).isEqualTo(workspace.events().rows());
        }
    }

    @Test
    void theInstallScriptShowsItsUpdaterAndItsPeer() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseSummary summary = CaseSummary.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(texts(summary, Look.Kind.NEW_PROGRAM)).containsExactly("/home/sam/.cache/fontconfig/updater");
            assertThat(texts(summary, Look.Kind.PEER)).contains("127.0.0.1:8443");
            assertThat(texts(summary, Look.Kind.ALERT)).first().asString().contains("Credential file read");
            assertThat(summary.priorities())
                    .extracting(CaseSummary.PriorityCount::priority)
                    .containsExactly(Priority.WARNING, Priority.NOTICE);
            assertThat(summary.figure(Measure.DURATION).value()).isEqualTo(summary.to() - summary.from());
        }
    }

    @Test
    void anAlertHasItsSubjectAndAPeerItsBytes() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            CaseSummary summary = CaseSummary.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(summary.looks())
                    .filteredOn(look -> look.text().contains("Fresh program"))
                    .extracting(Look::detail)
                    .containsExactly("updater 140: execve /home/sam/.cache/fontconfig/updater");
            assertThat(summary.looks())
                    .filteredOn(look -> look.text().equals("127.0.0.1:8443"))
                    .extracting(Look::detail)
                    .containsExactly("384 bytes sent, 90 bytes received in recorded calls");
        }
    }

    @Test
    void tacticsStandInTheOrderInWhichAlertsNameThem() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            List<Tactic> tactics = Tactic.of(workspace.events());

            assertThat(tactics).isNotEmpty().isSortedAccordingTo(java.util.Comparator.comparingInt(Tactic::first));
            for (Tactic tactic : tactics) {
                assertThat(java.util.Arrays.stream(tactic.course()).sum()).isEqualTo((int) tactic.alerts());
                tactic.rows().stream()
                        .forEach(row ->
                                assertThat(workspace.events().raisedAlert(row)).isTrue());
            }
            assertThat(tactics).extracting(Tactic::name).contains("Credential access");
        }
    }

    @Test
    void aRecordingBeginsWithItsMomentItsUserAndHowItEnded() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT)) {
            var capture = workspace.captures().get(0);
            assertThat(RecordingFacts.beginning(capture.header(), capture.events(), ReportText::moment))
                    .containsKeys("Start", "User", "First process")
                    .hasEntrySatisfying("Start", start -> assertThat(start).startsWith("2026-11-25 18:27:02."));
        }
    }

    @Test
    void aNameThatNoConditionCanSayIsFoundByItsRows() throws IOException {
        Path capture = Samples.hostile(directory);
        try (Workspace workspace = Samples.indexed(List.of(Samples.session(directory, capture)))) {
            Look look = CaseSummary.of(workspace, JobProgress.NONE).orElseThrow().looks().stream()
                    .filter(each -> each.kind() == Look.Kind.SETTINGS)
                    .findFirst()
                    .orElseThrow();

            assertThat(look.condition()).isEmpty();
            assertThat(look.rows().rows()).isEqualTo(BitSet.valueOf(new long[] {1}));
        }
    }

    @Test
    void severalCapturesComeToOneSummary() throws IOException {
        try (Workspace workspace = Samples.open(directory, Samples.INSTALL_SCRIPT, "dropped-binary")) {
            CaseSummary summary = CaseSummary.of(workspace, JobProgress.NONE).orElseThrow();

            assertThat(texts(summary, Look.Kind.NEW_PROGRAM))
                    .containsExactlyInAnyOrder("/home/sam/.cache/fontconfig/updater", "/tmp/.font-cache/fontd");
            Figure writes = summary.figure(Measure.WRITES);
            assertThat(writes.events())
                    .isEqualTo(Samples.rows(workspace, writes.measure().condition(), RowFilter.NONE)
                            .size());
        }
    }

    @Test
    void endsWhenItIsCancelled() throws IOException {
        try (Workspace workspace = Samples.open(directory, "miner")) {
            Optional<CaseSummary> summary = CaseSummary.of(workspace, new Cancelled());

            assertThat(summary).isEmpty();
        }
    }

    private static List<String> texts(CaseSummary summary, Look.Kind kind) {
        return summary.byKind().get(kind).stream().map(Look::text).toList();
    }
}
