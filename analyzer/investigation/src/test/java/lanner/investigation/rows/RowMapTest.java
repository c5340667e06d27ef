package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No alert, bookmark or gap is lost in the picture of all rows, however small that is. */
class RowMapTest {
    @TempDir
    static Path directory;

    private static Workspace workspace;
    private static Events events;

    @BeforeAll
    static void write() throws IOException {
        Path capture = directory.resolve("map.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "sh").runs(7, 1, "sh");
            for (int i = 0; i < 1000; i++) {
                boolean alert = i == 0 || i > 500 && i < 530 || i == 999;
                written.opens(7, i % 5 - 1, alert ? "/etc/" + i : "/w/" + i);
            }
        }
        workspace = Opened.workspace(directory, capture);
        events = workspace.events();
    }

    private static RowMap map(RowView view, int lines, int... bookmarks) {
        return RowMap.of(view, bookmarks, Optional.empty(), lines, JobProgress.NONE)
                .orElseThrow();
    }

    private static RowView all() {
        return new RowView(events, RowSet.all(events), Optional.empty(), false);
    }

    private static RowSet found(String condition) throws IOException {
        RowQuery query = new RowQuery(condition, RowFilter.NONE);
        RowSet found = query.rowSet(workspace.events());
        query.run(workspace, found, JobProgress.NONE);
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1001, 5000})
    void everyAlertHasALineOfItsPlace(int lines) {
        RowMap map = map(all(), lines, 700);
        for (AlertEntry alert : events.alerts()) {
            int line = (int) ((long) alert.row() * lines / events.rows());
            assertThat(map.first(RowMap.Mark.ALERT, line)).isBetween(0, alert.row());
        }
        TreeSet<Integer> bookmarked = new TreeSet<>();
        for (int line = 0; line < lines; line++) {
            bookmarked.add(map.first(RowMap.Mark.BOOKMARK, line));
            assertThat(map.first(RowMap.Mark.GAP, line)).isEqualTo(-1);
            assertThat(map.matching(line)).isZero();
        }
        assertThat(bookmarked).contains(700);
    }

    @Test
    void marksStandWhereTheRowsStandWhenTheyAreSorted() throws IOException {
        RowSet rows = RowSet.all(events);
        RowOrder order = new RowSort(RowSort.ABOUT, false)
                .run(workspace, rows, JobProgress.NONE)
                .orElseThrow();
        RowMap map = map(new RowView(events, rows, Optional.of(order), false), 100);
        // By name all below /etc stand together, behind the one row without a name that stands last.
        assertThat(map.first(RowMap.Mark.ALERT, 0)).isZero();
        for (int line = 4; line < 100; line++) {
            assertThat(map.first(RowMap.Mark.ALERT, line)).isEqualTo(-1);
        }
    }

    @Test
    void rowsThatAreNotShownHaveNoMark() throws IOException {
        RowMap map = map(new RowView(events, found("fd.name startswith /w"), Optional.empty(), false), 10, 1);
        for (int line = 0; line < 10; line++) {
            assertThat(map.first(RowMap.Mark.ALERT, line)).isEqualTo(-1);
            assertThat(map.first(RowMap.Mark.BOOKMARK, line)).isEqualTo(-1);
        }
    }

    @Test
    void withOthersDimmedTheMatchesAreCounted() throws IOException {
        RowMap map = map(new RowView(events, found("evt.num > 501"), Optional.empty(), true), 10);
        assertThat(map.matching(0)).isZero();
        assertThat(map.matching(9)).isEqualTo(1);
    }

    @Test
    void aClickNearAMarkMeansTheMark() {
        RowMap map = map(all(), 100, 700);
        assertThat(map.near(2, 4)).isEqualTo(events.alerts().get(0).row());
        assertThat(map.near(72, 4)).isEqualTo(700);
        assertThat(map.near(30, 4)).isEqualTo(-1);
    }
}
