package lanner.capture.queue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureWriteException;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;

/** Small captures for tests. */
public final class TestCaptures {
    private TestCaptures() {}

    public static SegmentHeader header() {
        return new SegmentHeader(
                new SegmentHeader.Origin("c0ffee", "lanner test", List.of("sh", "-c", "true"), "/tmp"),
                new SegmentHeader.Host("host", "6.1", "x86_64", "boot", 5, 2, "UTC"),
                new SegmentHeader.Content("forensic", "openat", 4096, 80, "none", List.of()));
    }

    /** Fills the encoder with the n-th of a row of events, each a little different. */
    public static EventEncoder event(EventEncoder encoder, int n) {
        return encoder.begin(EventType.OPENAT, 100 + n % 7, 1_000_000_000L + n, n)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, "/some/file/number/" + n)
                .number(OpenatParams.FLAGS, 4097)
                .number(OpenatParams.MODE, 0)
                .number(OpenatParams.DEV, 2049)
                .number(OpenatParams.INO, 77_000 + n)
                .result(3 + n % 5)
                .duration(durationOf(n));
    }

    /** How long the n-th of these calls took: one to nine bytes of it, in turn. */
    public static long durationOf(int n) {
        return Long.MAX_VALUE >>> 7 * (n % 9);
    }

    public static QueueCaptureWriter open(Path directory) throws CaptureWriteException {
        return QueueCaptureWriter.create(directory, false, header(), SegmentPolicy.KEEP_ALL, 1_000, 1);
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
