package lanner.capture.queue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.SegmentHeader;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;

/** Small captures for tests. */
public final class Captures {
    private Captures() {}

    public static SegmentHeader header() {
        return new SegmentHeader(
                1,
                0,
                0,
                "c0ffee",
                "lanner test",
                "host",
                "6.1",
                "x86_64",
                "boot",
                5,
                2,
                List.of("sh", "-c", "true"),
                "/tmp",
                "forensic",
                "openat",
                4096,
                80,
                "none",
                "UTC",
                "");
    }

    /** Fills the encoder with the n-th of a row of events, each a little different. */
    public static EventEncoder event(EventEncoder encoder, int n) {
        return encoder.begin(EventType.OPENAT, 100 + n % 7, 1_000_000_000L + n, n)
                .number(1, -100)
                .text(2, "/some/file/number/" + n)
                .number(3, 4097)
                .number(4, 0)
                .number(5, 2049)
                .number(6, 77_000 + n)
                .result(3 + n % 5);
    }

    public static QueueCaptureWriter open(Path directory) throws CaptureWriteException {
        return QueueCaptureWriter.create(directory, false, header(), 1_000, 1);
    }

    /** Writes a whole capture of so many events. */
    public static void write(Path directory, int events) throws CaptureWriteException {
        QueueCaptureWriter writer = open(directory);
        EventEncoder encoder = new EventEncoder();
        for (int n = 0; n < events; n++) {
            writer.append(event(encoder, n));
        }
        writer.close(new CaptureEnd(7, "exited", Map.of("stops", 12L)));
    }
}
