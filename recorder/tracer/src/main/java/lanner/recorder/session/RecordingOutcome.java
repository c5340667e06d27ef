package lanner.recorder.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureWriteException;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.trace.TraceResult;

/**
 * How a recording ended.
 *
 * @param trace how the program ended
 * @param stays whether the capture is still there
 * @param kept captures that were put aside meanwhile
 * @param delivered what became of the segments that were to be handed over
 * @param refused descendants that could not be attached to, and why
 * @param withoutRights how often a program did not get the rights that its file gives
 */
public record RecordingOutcome(
        TraceResult trace,
        Written written,
        boolean stays,
        List<Path> kept,
        Delivered delivered,
        Map<Integer, String> refused,
        long withoutRights) {
    public RecordingOutcome {
        kept = List.copyOf(kept);
        refused = Map.copyOf(refused);
    }

    /**
     * What was written.
     *
     * @param bytes the size of the events' records
     * @param dropped how many segments were dropped meanwhile
     */
    public record Written(long events, long bytes, int dropped) {}

    /** Whether the capture was taken away while it was written. */
    public boolean isLost() {
        return wasRemoved(trace);
    }

    static boolean wasRemoved(TraceResult trace) {
        return trace.failure()
                .filter(failure -> failure.reason() == CaptureWriteException.Reason.REMOVED)
                .isPresent();
    }
}
