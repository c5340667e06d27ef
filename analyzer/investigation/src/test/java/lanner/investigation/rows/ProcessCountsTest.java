package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many rows in view are each process's. */
class ProcessCountsTest {
    @TempDir
    Path directory;

    private Workspace workspace() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc");
            for (int i = 0; i < 5; i++) {
                written.opens(i < 2 ? 7 : 8, 3, "/w/" + i).closes(8, 3);
            }
        }
        return Opened.workspace(directory, capture);
    }

    @Test
    void agreesWithTheRowsThemselves() throws IOException {
        Workspace workspace = workspace();
        RowQuery query = new RowQuery("evt.type = openat", RowFilter.NONE);
        RowSet rows = query.rowSet(workspace.events());
        query.run(workspace, rows, JobProgress.NONE);
        ProcessCounts counts =
                ProcessCounts.of(workspace.events(), rows, JobProgress.NONE).orElseThrow();
        for (int id = 0; id < workspace.events().processes(); id++) {
            int process = id;
            long expected = Opened.rows(workspace, query).stream()
                    .filter(row -> workspace.events().processOf(row).id() == process)
                    .count();
            assertThat(counts.of(id)).isEqualTo((int) expected);
        }
        assertThat(counts.of(0) + counts.of(1)).isEqualTo(5);
        assertThat(counts.of(1000)).isZero();
    }

    @Test
    void aCancelledCountIsNone() throws IOException {
        Workspace workspace = workspace();
        JobProgress cancelled = new JobProgress() {
            @Override
            public void at(double part) {
                // Cancelled before anything.
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        assertThat(ProcessCounts.of(workspace.events(), RowSet.all(workspace.events()), cancelled))
                .isEmpty();
    }
}
