package lanner.recorder.session;

import java.util.HashMap;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.CaptureWriter;
import lanner.capture.SegmentFooter;
import lanner.recorder.delivery.Delivered;
import lanner.recorder.recording.Recording;
import lanner.recorder.trace.TraceResult;

/** The end of a recording: what its capture says last, whether it stays, and what is reported. */
final class Ending {
    private final CaptureFile capture;
    private final Keeping.OnExit onExit;

    Ending(CaptureFile capture, Keeping.OnExit onExit) {
        this.capture = capture;
        this.onExit = onExit;
    }

    /**
     * Closes the capture, waits for its segments to be handed over, and deletes it where it is not to stay. One that did
     * not arrive whole stays.
     *
     * @param refused descendants that could not be attached to, and why
     */
    RecordingOutcome finish(TraceResult result, CaptureWriter writer, Recording recording, Map<Integer, String> refused)
            throws RecordingException {
        boolean wanted = result.failure().isPresent() || stays(onExit, result.shellStatus());
        return finish(result, writer, recording, refused, wanted);
    }

    /** The same for a program that has not run a step: nothing is to be seen in its capture. */
    RecordingOutcome finishWithoutCapture(TraceResult result, CaptureWriter writer, Recording recording)
            throws RecordingException {
        capture.cancelDelivery();
        return finish(result, writer, recording, Map.of(), false);
    }

    private RecordingOutcome finish(
            TraceResult result, CaptureWriter writer, Recording recording, Map<Integer, String> refused, boolean wanted)
            throws RecordingException {
        close(result, writer, recording);
        Delivered delivered = capture.deliver();
        boolean kept = wanted || delivered.missingCount() > 0;
        if (!kept) {
            capture.discard();
        }
        RecordingOutcome.Written written =
                new RecordingOutcome.Written(writer.events(), writer.bytes(), writer.dropped());
        return new RecordingOutcome(
                result,
                written,
                kept && isThere(result, written),
                capture.kept(),
                delivered,
                refused,
                recording.programsWithoutRights());
    }

    /** Whether a capture is wanted whose command ended with this status. */
    static boolean stays(Keeping.OnExit onExit, int shellStatus) {
        return switch (onExit) {
            case KEEP -> true;
            case FAILURE -> shellStatus != 0;
            case DROP -> false;
        };
    }

    private static boolean isThere(TraceResult result, RecordingOutcome.Written written) {
        return written.bytes() > 0 && !RecordingOutcome.wasRemoved(result);
    }

    /** Writes the capture's footer. A failure that is known already is not reported again. */
    void close(TraceResult result, CaptureWriter writer, Recording recording) throws RecordingException {
        try {
            Map<String, Long> counters = recording.counters();
            counters.putAll(capture.deliveryCounters());
            writer.close(last(result, counters, recording.tracerNanos()));
        } catch (CaptureWriteException e) {
            if (result.failure().isEmpty()) {
                throw new RecordingException(RecordingException.ENVIRONMENT, e, result);
            }
        }
    }

    /**
     * What the footer says.
     *
     * @param recorded the recording's figures, by name
     * @param tracerNanos processor time of the tracer
     */
    static CaptureEnd last(TraceResult result, Map<String, Long> recorded, long tracerNanos) {
        Map<String, Long> counters = new HashMap<>(recorded);
        counters.put("stops", result.stops());
        counters.put("tracer_cpu_ns", tracerNanos);
        if (result.unserved() > 0) {
            counters.put("stops_unserved", result.unserved());
        }
        if (result.letDie() > 0) {
            counters.put("faults_let_die", result.letDie());
        }
        return new CaptureEnd(result.shellStatus(), reason(result), counters);
    }

    private static String reason(TraceResult result) {
        return result.failure()
                .map(failure -> SegmentFooter.FAILED + ": " + failure.getMessage())
                .orElse(result.killed() ? "killed" : result.detached() ? "detached" : "exited");
    }

    /** Deletes the capture of a recording that nothing came of. */
    void undo(CaptureWriter writer, Throwable failure) {
        capture.cancelDelivery();
        try {
            writer.close(new CaptureEnd(-1, "not started", Map.of()));
        } catch (CaptureWriteException e) {
            failure.addSuppressed(e);
        }
        capture.discardAfter(failure);
    }
}
