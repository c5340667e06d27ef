package lanner.investigation.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Cancelled;
import lanner.investigation.Opened;
import lanner.investigation.groups.DurationHistogram.Bar;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurationHistogramTest {
    @TempDir
    Path directory;

    private Workspace lasting(long... nanos) throws IOException {
        Path capture = directory.resolve("timed.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh");
            for (long each : nanos) {
                written.lasting(each).calls(7, 39, 7);
            }
            // Of that one only the beginning was seen.
            written.beginsToOpen(7, "/w/late");
        }
        return Opened.workspace(directory, capture);
    }

    private static DurationHistogram of(Workspace workspace) {
        return DurationHistogram.of(workspace.events(), Choice.all(RowSet.all(workspace.events())), JobProgress.NONE)
                .orElseThrow();
    }

    @Test
    void callsAreCountedByHowLongTheyTookWithTheBarsBetween() throws IOException {
        DurationHistogram found = of(lasting(999, 1_000, 1_999, 2_000, 9_999));
        assertThat(found.bars())
                .containsExactly(
                        new Bar(0, 1_000, 1),
                        new Bar(1_000, 2_000, 2),
                        new Bar(2_000, 5_000, 1),
                        new Bar(5_000, 10_000, 1));
        assertThat(found.untimed()).isEqualTo(1);
        assertThat(found.most()).isEqualTo(2);
    }

    @Test
    void aBarsConditionFindsItsCalls() throws IOException {
        Workspace workspace = lasting(0, 3, 1_500, 70_000, 2_000_000_000L, 500_000_000_000L, Long.MAX_VALUE);
        List<Bar> bars = of(workspace).bars();
        assertThat(bars.get(0).from()).isZero();
        assertThat(bars.get(bars.size() - 1).to()).isEqualTo(Long.MAX_VALUE);
        for (Bar bar : bars) {
            RowQuery query = new RowQuery(bar.condition(), RowFilter.NONE);
            RowSet rows = query.rowSet(workspace.events());
            query.run(workspace, rows, JobProgress.NONE);
            assertThat(rows.size()).as(bar.condition()).isEqualTo((int) bar.calls());
        }
    }

    @Test
    void withoutACallThatTellsThereIsNoBarAndCancelledThereIsNoHistogram() throws IOException {
        Workspace workspace = lasting();
        assertThat(of(workspace).bars()).isEmpty();
        assertThat(of(workspace).most()).isZero();
        assertThat(DurationHistogram.of(
                        workspace.events(), Choice.all(RowSet.all(workspace.events())), new Cancelled()))
                .isEmpty();
    }
}
