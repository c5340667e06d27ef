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
    void aCallIsUnderWayFromItsBeginningToItsEndAlsoWhereThatIsOutsideOfTheStretch() throws IOException {
        Path capture = directory.resolve("timed.lanner");
        try (CaptureStory written = CaptureStory.at(capture)) {
            // Ends at 1, 2, 3 and so on of these.
            written.every(1_000_000).process(7, 1, "sh").process(8, 1, "cat");
            written.calls(7, 39, 7)
                    .lasting(2_500_000)
                    .calls(8, 0, 1)
                    .lasting(10)
                    .calls(7, 39, 7);
            written.calls(7, 39, 7).calls(7, 39, 7).lasting(Long.MAX_VALUE).calls(7, 39, 7);
        }
        Events timed = Opened.workspace(directory, capture).events();
        assertThat(busy(timed, 8, 0, 5)).isEqualTo("##...");
        assertThat(busy(timed, 7, 0, 5)).isEqualTo("#####");
        assertThat(busy(timed, 8, -2, 1)).isEqualTo("###");
        assertThat(busy(timed, 8, 2, 3)).isEqualTo(".");
        assertThat(busy(timed, 7, 1, 2)).isEqualTo("#");
    }

    /** A mark for each millisecond from one event's time to another's. */
    private static String busy(Events of, int pid, int from, int to) {
        int process = -1;
        for (int id = 0; id < of.processes(); id++) {
            process = of.process(id).pid() == pid ? id : process;
        }
        long begin = of.axis(0) + from * 1_000_000L;
        boolean[] busy = LaneCounts.withCallsBehind(
                        of,
                        begin,
                        of.axis(0) + to * 1_000_000L - 1,
                        Lanes.byProcess(of),
                        new int[] {process},
                        to - from,
                        JobProgress.NONE)
                .busy()[0];
        StringBuilder marks = new StringBuilder();
        for (boolean each : busy) {
            marks.append(each ? '#' : '.');
        }
        return marks.toString();
    }

    @Test
    void kindsGoRound() {
        assertThat(Lanes.Kind.PROCESS.next().next().next()).isEqualTo(Lanes.Kind.PROCESS);
    }
}
