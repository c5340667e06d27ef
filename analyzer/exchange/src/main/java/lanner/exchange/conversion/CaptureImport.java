package lanner.exchange.conversion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.QueueCaptureWriter;

/** Turns what a reader of another format answers into one of our captures. */
public final class CaptureImport {
    private static final int ASK_EVERY = 4096;

    private CaptureImport() {}

    /**
     * What came of it.
     *
     * @param report what was found wrong with the file
     * @param events events in the new capture
     * @param stopped whether it was ended early
     */
    public record Result(CaptureReport report, long events, boolean stopped) {}

    /**
     * Copies everything that the reader answers into a new capture.
     *
     * @param to the new capture's directory
     * @param overwrite whether a capture that is already there gives way
     * @param stop asked now and then: true ends it early; the new capture is then whole and says so
     */
    public static Result run(EventSource reader, Path to, boolean overwrite, BooleanSupplier stop) throws IOException {
        Event event = new Event();
        if (!reader.next(event)) {
            return new Result(reader.report(), 0, false);
        }
        EventEncoder encoder = new EventEncoder();
        boolean stopped = false;
        long events;
        QueueCaptureWriter writer = QueueCaptureWriter.create(
                to,
                overwrite,
                reader.report().headers().get(0),
                SegmentPolicy.KEEP_ALL,
                event.time(),
                event.monotonic());
        try {
            while (!stopped && reader.next(event)) {
                if (event.type() != EventType.SEGMENT_HEADER) {
                    writer.append(encoder.copy(event));
                }
                stopped = (event.sequence() & ASK_EVERY - 1) == 0 && stop.getAsBoolean();
            }
        } finally {
            CaptureReport report = reader.report();
            events = writer.events();
            writer.close(new CaptureEnd(
                    -1,
                    stopped ? "import interrupted" : report.damageCount() > 0 ? "imported, damaged" : "imported",
                    Map.of("damages", report.damageCount())));
        }
        return new Result(reader.report(), events, stopped);
    }
}
