package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Samples;
import lanner.investigation.rows.Narrowing;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures on one axis of which one's clock was another. */
class ShiftedCapturesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private CaptureSession written(String name, long start) throws IOException {
        Path capture = Files.createTempDirectory(directory, "of").resolve(name + ".lanner");
        try (CaptureStory story = CaptureStory.at(capture, start)) {
            story.process(7, 1, name).opens(7, 3, "/" + name + "/1").opens(7, 3, "/" + name + "/2");
        }
        return Samples.session(directory, capture);
    }

    private Workspace opened(long shiftOfSecond) throws IOException {
        Workspace workspace = new Workspace(
                List.of(written("one", CaptureStory.START), written("two", CaptureStory.START + 10 * SECOND)),
                new long[] {0, shiftOfSecond});
        workspace.index(JobProgress.NONE);
        return workspace;
    }

    private static List<String> names(Events events) {
        return IntStream.range(0, events.rows())
                .mapToObj(row -> events.name(events.nameId(row)))
                .toList();
    }

    @Test
    void standWhereTheirShiftPutsThem() throws IOException {
        try (Workspace workspace = opened(0)) {
            assertThat(names(workspace.events())).containsExactly("/one/1", "/one/2", "/two/1", "/two/2");
        }
        try (Workspace workspace = opened(-20 * SECOND)) {
            Events events = workspace.events();

            assertThat(names(events)).containsExactly("/two/1", "/two/2", "/one/1", "/one/2");
            assertThat(IntStream.range(0, events.rows()).mapToLong(events::axis).toArray())
                    .isSorted();
            assertThat(events.time(0)).as("as recorded").isEqualTo(events.axis(0) + 20 * SECOND);
            for (int row = 0; row < events.rows(); row++) {
                assertThat(events.rowOf(events.capture(row), events.number(row)))
                        .isEqualTo(row);
            }
            int ofTwo = events.processOf(0).id();
            assertThat(events.captureOfProcess(ofTwo)).isEqualTo(1);
            assertThat(events.process(ofTwo).start()).isLessThan(events.axis(2));
            assertThat(workspace.shift(1)).isEqualTo(-20 * SECOND);
        }
    }

    @Test
    void canBeHidden() throws IOException {
        try (Workspace workspace = opened(0)) {
            BitSet second = new BitSet();
            second.set(1);
            RowFilter filter = RowFilter.NONE.ofCaptures(second);
            RowSet rows = Samples.rows(workspace, "evt.type = openat", filter);

            assertThat(IntStream.range(0, rows.size()).map(rows::row).map(workspace.events()::capture))
                    .containsExactly(1, 1);
            assertThat(Narrowing.of(filter, workspace.events(), Long::toString))
                    .containsExactly(new Narrowing("captures B", RowFilter.NONE));
        }
    }
}
