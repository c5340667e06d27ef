package lanner.investigation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lanner.capture.kit.CaptureStory;
import lanner.investigation.Opened;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lane of the time line a row belongs to. */
class LanesTest {
    @TempDir
    static Path directory;

    private static Events events;

    @BeforeAll
    static void writeAndIndex() throws IOException {
        Path capture = directory.resolve("x.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            written.process(7, 1, "make").runs(7, 1, "make").forks(7, 8, "make").runs(8, 7, "cc");
            for (int i = 0; i < 5; i++) {
                written.opens(8, 3, "/etc/passwd").closes(8, 3).connects(7, 40_000 + i, "192.0.2.1", 443);
            }
        }
        events = Opened.workspace(directory, capture).events();
    }

    private static LaneCounts whole(Lanes lanes, int... keys) {
        return LaneCounts.of(events, events.axis(0), events.axis(events.rows() - 1), lanes, keys, 4, JobProgress.NONE);
    }

    private static int sum(int[] counts) {
        return Arrays.stream(counts).sum();
    }

    @Test
    void everyRowIsInTheLaneOfItsKindOfCall() {
        Lanes lanes = Lanes.byCall(events, JobProgress.NONE);
        List<String> names = Arrays.stream(lanes.keys()).mapToObj(lanes::name).toList();
        assertThat(names).contains("file", "net", "process").isSorted().doesNotHaveDuplicates();
        LaneCounts counts = whole(lanes, lanes.keys());
        assertThat(Arrays.stream(counts.counts()).mapToInt(LanesTest::sum).sum())
                .isEqualTo(events.rows());
        // Each connection is a socket and a connect.
        assertThat(sum(counts.counts()[names.indexOf("net")])).isEqualTo(10);
        for (int row = 0; row < events.rows(); row++) {
            if (events.call(row).equals("openat")) {
                assertThat(lanes.name(lanes.keyOf(row))).isEqualTo("file");
            }
        }
    }

    @Test
    void whatIsInNoContainerSharesALane() {
        Lanes lanes = Lanes.byContainer(events);
        assertThat(lanes.keys()).containsExactly(0);
        assertThat(lanes.name(0)).isEqualTo("no container");
        assertThat(sum(whole(lanes, 0).counts()[0])).isEqualTo(events.rows());
    }

    @Test
    void lanesByProcessAreCountedInTheOrderThatIsAsked() {
        int[] keys = {1, 0};
        LaneCounts counts =
                LaneCounts.of(events, events.axis(0), events.axis(events.rows() - 1), keys, 4, JobProgress.NONE);
        for (int lane = 0; lane < keys.length; lane++) {
            assertThat(sum(counts.counts()[lane]))
                    .isEqualTo((int) events.process(keys[lane]).events());
        }
        assertThat(sum(whole(Lanes.byProcess(events), 1).counts()[0])).isEqualTo(sum(counts.counts()[0]));
    }

    @Test
    void kindsGoRound() {
        assertThat(Lanes.Kind.PROCESS.next().next().next()).isEqualTo(Lanes.Kind.PROCESS);
    }
}
