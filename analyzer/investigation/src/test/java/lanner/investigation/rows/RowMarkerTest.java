package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition asked of single rows holds where a query finds them. */
class RowMarkerTest {
    @TempDir
    static Path directory;

    private static Workspace workspace;

    @BeforeAll
    static void write() throws IOException {
        Path capture = directory.resolve("marked.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make");
            for (int child = 8; child < 12; child++) {
                written.forks(7, child, "make").runs(child, 7, "cc").opens(child, -13, "/etc/shadow");
                written.opens(child, 3, "/etc/passwd").closes(child, 3).unlinks(child, "/w/" + child);
            }
        }
        Path other = directory.resolve("other.lanner");
        try (CaptureStory written = CaptureStory.at(other, CaptureStory.START + 5_000)) {
            written.process(7, 1, "sh").runs(7, 1, "awk").opens(7, 3, "/etc/hosts");
        }
        workspace = Opened.workspace(directory, capture, other);
    }

    @ParameterizedTest
    @CsvSource({
        "evt.type = execve, true",
        "'evt.type in (unlink, unlinkat, rmdir)', true",
        "'evt.failed = true and not evt.res in (ENOENT, EAGAIN)', true",
        "fd.name startswith /etc and evt.type = openat, true",
        "proc.name = awk or proc.pid = 9, true",
        "proc.pname = make, false",
        "evt.is_open_read = true, false"
    })
    void aConditionHoldsWhereAQueryFindsIt(String condition, boolean indexed) throws IOException {
        RowMarker marker = new RowMarker(workspace, List.of("evt.num = 1", condition));
        assertThat(marker.isIndexed(1)).isEqualTo(indexed);
        List<Integer> held = new ArrayList<>();
        if (indexed) {
            for (int row = 0; row < workspace.events().rows(); row++) {
                if (marker.holds(1, row)) {
                    held.add(row);
                }
            }
        } else {
            int[] rows = java.util.stream.IntStream.range(0, workspace.events().rows())
                    .toArray();
            try (CellReader reader = new CellReader(workspace, List.of(), List.of(condition))) {
                reader.read(rows, JobProgress.NONE, cells -> {
                    if (cells.holds(0)) {
                        held.add(cells.row());
                    }
                });
            }
        }
        assertThat(held).isNotEmpty().isEqualTo(Opened.rows(workspace, new RowQuery(condition, RowFilter.NONE)));
    }
}
