package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lanner.capture.event.Event;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several captures on one axis of time. */
class MergedEventsTest {
    @TempDir
    private Path directory;

    private Workspace workspace;
    private Events events;

    /** Two machines with the same pids: one event each turn, the second half a step later; the third much later. */
    @BeforeEach
    void writeAndMerge() throws IOException {
        Path first = directory.resolve("first.lanner");
        Path second = directory.resolve("second.lanner");
        Path third = directory.resolve("third.lanner");
        try (CaptureStory written = CaptureStory.at(first)) {
            written.process(7, 1, "client").runs(7, 1, "client");
            for (int i = 0; i < 50; i++) {
                written.opens(7, 3, "/first/" + i);
            }
        }
        try (CaptureStory written = CaptureStory.at(second, CaptureStory.START + CaptureStory.STEP / 2)) {
            written.process(7, 1, "server").runs(7, 1, "server");
            for (int i = 0; i < 50; i++) {
                written.opens(7, 3, i % 10 == 0 ? "/etc/" + i : "/second/" + i);
            }
        }
        try (CaptureStory written = CaptureStory.at(third, CaptureStory.START + 1_000_000_000L)) {
            written.process(9, 7, "late")
                    .opens(9, 3, "/third")
                    .clockSet(-5_000_000_000L)
                    .opens(9, 4, "/fourth");
        }
        workspace = Opened.workspace(directory, first, second, third);
        events = workspace.events();
    }

    @Test
    void rowsStandInTheOrderOfTime() {
        assertThat(events.rows()).isEqualTo(51 + 51 + 2);
        for (int row = 1; row < events.rows(); row++) {
            assertThat(events.axis(row)).isGreaterThanOrEqualTo(events.axis(row - 1));
        }
        assertThat(IntStream.range(0, 6).map(events::capture)).containsExactly(0, 1, 0, 1, 0, 1);
        assertThat(events.capture(events.rows() - 1)).isEqualTo(2);
    }

    @Test
    void eachRowIsItsOwnCapturesEvent() throws IOException {
        Event event = new Event();
        for (int row = 0; row < events.rows(); row++) {
            events.read(row, event);
            assertThat(event.number()).isEqualTo(events.number(row));
            assertThat(event.time()).isEqualTo(events.time(row));
            assertThat(events.rowOf(events.capture(row), events.number(row))).isEqualTo(row);
        }
        assertThat(events.rowOf(1, 999)).isEqualTo(-1);
    }

    @Test
    void processesAndNamesOfOneAreNotThoseOfTheOther() {
        assertThat(events.processOf(0).id()).isNotEqualTo(events.processOf(1).id());
        assertThat(events.image(events.imageId(0)).comm()).isEqualTo("client");
        assertThat(events.image(events.imageId(1)).comm()).isEqualTo("server");
        assertThat(events.name(events.nameId(2))).isEqualTo("/first/0");
        assertThat(events.name(events.nameId(3))).isEqualTo("/etc/0");
        for (int id = 0; id < events.processes(); id++) {
            ProcessEntry process = events.process(id);
            assertThat(process.id()).isEqualTo(id);
            if (process.firstRow() >= 0) {
                assertThat(events.processOf(process.firstRow()).id()).isEqualTo(id);
            }
        }
    }

    @Test
    void alertsAndGapsFindTheirRows() {
        assertThat(events.alerts()).hasSize(5).allMatch(alert -> events.raisedAlert(alert.row()));
        assertThat(events.alerts()).allMatch(alert -> events.capture(alert.row()) == 1);
        assertThat(events.gaps()).hasSize(1);
        assertThat(events.capture(events.gaps().get(0).row())).isEqualTo(2);
    }

    @Test
    void queriesFindInAllOfThem() throws IOException {
        List<Integer> expected = new ArrayList<>();
        for (int row = 0; row < events.rows(); row++) {
            if (events.nameId(row) >= 0 && events.name(events.nameId(row)).contains("/4")) {
                expected.add(row);
            }
        }
        assertThat(expected).hasSizeGreaterThan(15);
        RowQuery ofColumns = new RowQuery("fd.name contains /4", RowFilter.NONE);
        assertThat(Opened.rows(workspace, ofColumns)).isEqualTo(expected);
        RowQuery replayed = new RowQuery("fd.name contains /4 and fd.num exists", RowFilter.NONE);
        assertThat(Opened.rows(workspace, replayed)).isEqualTo(expected);
        int server = events.processOf(1).id();
        RowQuery narrowed = new RowQuery("evt.type = openat", RowFilter.NONE.of(workspace.subtree(server)));
        assertThat(Opened.rows(workspace, narrowed)).hasSize(50).allMatch(row -> events.capture(row) == 1);
    }

    @Test
    void theDetailsOfARowAreThoseOfItsCapture() throws IOException {
        EventDetails details =
                new DetailsReader(workspace).read(3, JobProgress.NONE).orElseThrow();
        assertThat(details.fields())
                .contains(new EventDetails.Value("proc.name", "server"), new EventDetails.Value("fd.name", "/etc/0"));
        assertThat(details.traces()).hasSize(1);
        assertThat(details.traces().get(0).distance()).isZero();
    }
}
