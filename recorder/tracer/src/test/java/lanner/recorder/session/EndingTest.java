package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.recorder.trace.TraceResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    @ParameterizedTest
    @CsvSource({
        "KEEP, 0, true",
        "KEEP, 1, true",
        "FAILURE, 0, false",
        "FAILURE, 1, true",
        "FAILURE, 143, true",
        "FAILURE, -1, true",
        "DROP, 0, false",
        "DROP, 1, false",
    })
    void aCaptureStaysAsTheUserWantsAndTheCommandEnded(Keeping.OnExit onExit, int status, boolean stays) {
        assertThat(Ending.stays(onExit, status)).isEqualTo(stays);
    }

    private static TraceResult result(Optional<CaptureWriteException> failure, boolean killed, boolean detached) {
        return new TraceResult(3 << 8, true, 12, failure, 0, Optional.empty(), 0, killed, detached);
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, exited",
        "true, false, killed",
        "false, true, detached",
    })
    void theFooterSaysHowTheRecordingEnded(boolean killed, boolean detached, String reason) {
        CaptureEnd end = Ending.last(result(Optional.empty(), killed, detached), Map.of(), 0);
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(end.exitStatus()).isEqualTo(3);
    }

    @Test
    void theFooterSaysWhatStoppedTheRecordingWhateverElseHappened() {
        CaptureWriteException full =
                new CaptureWriteException(CaptureWriteException.Reason.STORAGE_FULL, "no space", null);
        assertThat(Ending.last(result(Optional.of(full), true, true), Map.of(), 0)
                        .reason())
                .isEqualTo("capture failed: no space");
    }

    @Test
    void theFooterHoldsTheFiguresOfRecordingAndTracer() {
        assertThat(Ending.last(result(Optional.empty(), false, false), Map.of("cut", 7L), 99)
                        .counters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("cut", 7L, "stops", 12L, "tracer_cpu_ns", 99L));
    }

    @Test
    void figuresOfFaultsAreThereOnlyWhereThereWereAny() {
        TraceResult faulty = new TraceResult(
                0, true, 1, Optional.empty(), 2, Optional.of(new IllegalStateException()), 3, false, false);
        assertThat(Ending.last(faulty, Map.of(), 0).counters())
                .containsEntry("stops_unserved", 2L)
                .containsEntry("faults_let_die", 3L);
    }
}
