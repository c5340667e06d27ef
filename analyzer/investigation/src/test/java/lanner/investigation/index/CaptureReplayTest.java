package lanner.investigation.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;

class CaptureReplayTest {
    private static final Path CAPTURE = Samples.SAMPLES.resolve(Samples.INSTALL_SCRIPT + ".lanner");

    private static List<Long> numbers(CaptureReplay replay, int most) throws IOException {
        List<Long> seen = new ArrayList<>();
        boolean whole = replay.run(JobProgress.NONE, context -> {
            seen.add(context.event().number());
            return seen.size() < most;
        });
        assertThat(whole).isTrue();
        return seen;
    }

    @Test
    void aRunThatTheVisitorEndedGoesOnBehindItsLastEvent() throws IOException {
        List<Long> all;
        try (CaptureReplay replay = CaptureReplay.open(CAPTURE)) {
            all = numbers(replay, Integer.MAX_VALUE);
        }
        try (CaptureReplay replay = CaptureReplay.open(CAPTURE)) {
            List<Long> parts = new ArrayList<>(numbers(replay, 10));
            assertThat(parts).hasSize(10);
            parts.addAll(numbers(replay, Integer.MAX_VALUE));
            assertThat(parts).isEqualTo(all);
        }
    }

    @Test
    void partsOfAJobLieBetweenTheirEnds() {
        List<Double> told = new ArrayList<>();
        boolean[] cancelled = new boolean[1];
        JobProgress whole = new JobProgress() {
            @Override
            public void at(double part) {
                told.add(part);
            }

            @Override
            public boolean isCancelled() {
                return cancelled[0];
            }
        };
        JobProgress second = whole.part(0.5, 1);
        second.at(0);
        second.at(0.5);
        second.at(1);
        whole.silent().at(0.1);
        assertThat(told).containsExactly(0.5, 0.75, 1.0);
        cancelled[0] = true;
        assertThat(second.isCancelled()).isTrue();
        assertThat(whole.silent().isCancelled()).isTrue();
    }

    @Test
    void aRunThatWasCancelledSaysSo() throws IOException {
        JobProgress cancelled = new JobProgress() {
            @Override
            public void at(double part) {
                // Nobody watches.
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        try (CaptureReplay replay = CaptureReplay.open(CAPTURE)) {
            assertThat(replay.run(cancelled, context -> true)).isFalse();
        }
    }
}
