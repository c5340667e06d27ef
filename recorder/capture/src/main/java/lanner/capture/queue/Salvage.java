package lanner.capture.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.SegmentFooterRecord;
import org.jspecify.annotations.Nullable;

/**
 * Copies every good record of a damaged capture into a new one, which is then whole. Where records are missing a
 * {@code drop} event stands; the new header names the capture it came from. The old capture is only read.
 */
public final class Salvage {
    /** The attribute that names the capture that was salvaged. */
    public static final String SALVAGED_FROM = "salvaged_from";

    /**
     * What came of it.
     *
     * @param report what was found in the old capture
     * @param events how many events the new one holds, without those that mark a hole
     * @param holes how many places with missing records are marked
     */
    public record Result(CaptureReport report, long events, long holes) {}

    private final Path from;
    private final Path to;
    private final boolean overwrite;
    private final EventEncoder encoder = new EventEncoder();
    /** Null until a header says what the new capture is of. */
    private @Nullable QueueCaptureWriter writer;

    private long nextSequence = -1;
    private long lastTime;
    private long lastMonotonic;
    private long holes;
    private int exitStatus = -1;

    private Salvage(Path from, Path to, boolean overwrite) {
        this.from = from;
        this.to = to;
        this.overwrite = overwrite;
    }

    /**
     * Salvages a capture.
     *
     * @param to the new capture's directory
     * @param overwrite whether a capture that is already there gives way
     * @throws CaptureFormatException when {@code from} is no capture, or has no header left to say what it was
     */
    public static Result run(Path from, Path to, boolean overwrite) throws IOException {
        return new Salvage(from, to, overwrite).run();
    }

    private Result run() throws IOException {
        try (CaptureReader reader = CaptureReader.open(from)) {
            Event event = new Event();
            try {
                while (reader.next(event)) {
                    take(reader, event);
                }
                if (writer == null) {
                    throw new CaptureFormatException(from + " has no good header: nothing says what was recorded");
                }
            } finally {
                if (writer != null) {
                    CaptureReport report = reader.report();
                    Map<String, Long> counters = new HashMap<>();
                    counters.put("salvaged_records", report.records());
                    counters.put("missing_records", report.missing());
                    counters.put("damages", report.damageCount());
                    writer.close(new CaptureEnd(exitStatus, "salvaged", counters));
                }
            }
            return new Result(reader.report(), writer.events() - holes, holes);
        }
    }

    private void take(CaptureReader reader, Event event) throws IOException {
        if (nextSequence >= 0 && event.sequence() > nextSequence && writer != null) {
            holes++;
            writer.append(encoder.begin(EventType.DROP, 0, lastTime, lastMonotonic));
        }
        nextSequence = event.sequence() + 1;
        switch (event.type()) {
            case SEGMENT_HEADER -> header(reader, event);
            case SEGMENT_FOOTER -> exitStatus = (int) event.param(SegmentFooterRecord.EXIT_STATUS, -1);
            default -> {
                if (writer != null) {
                    lastTime = event.time();
                    lastMonotonic = event.monotonic();
                    writer.append(encoder.copy(event));
                }
            }
        }
    }

    private void header(CaptureReader reader, Event event) throws IOException {
        if (writer != null) {
            writer.roll(SegmentFooter.NEXT_FOLLOWS, event.time(), event.monotonic(), Map.of());
            return;
        }
        List<SegmentHeader> headers = reader.report().headers();
        SegmentHeader old = headers.get(headers.size() - 1);
        Map<String, String> attributes = new HashMap<>(old.attributes());
        // The key that signed the old one did not sign this.
        attributes.remove(SegmentHeader.PUBLIC_KEY);
        attributes.put(SALVAGED_FROM, old.origin().captureId());
        writer = QueueCaptureWriter.create(
                to, overwrite, old.withAttributes(attributes), SegmentPolicy.KEEP_ALL, event.time(), event.monotonic());
    }
}
