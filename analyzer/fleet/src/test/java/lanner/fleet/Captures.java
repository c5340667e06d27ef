package lanner.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReader;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.QueueCaptureWriter;

/** Many captures, made of a few. */
final class Captures {
    private static final Path SAMPLES = Path.of("../../sample-captures");
    private static final int HOSTS = 7;

    private Captures() {}

    /** The sample captures, in the order of their names. */
    static List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.list(SAMPLES)) {
            return all.filter(each -> each.toString().endsWith(".lanner"))
                    .sorted()
                    .toList();
        }
    }

    /** So many captures of seven hosts, a directory a host, each with an id of its own; in the order of their paths. */
    static List<Path> ofHosts(Path directory, int number) throws IOException {
        List<Path> samples = samples();
        List<Path> made = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Path sample = samples.get(i % samples.size());
            String host = String.format(Locale.ROOT, "host-%02d", i % HOSTS);
            Path place = Files.createDirectories(directory.resolve(host))
                    .resolve(String.format(Locale.ROOT, "%04d-%s", i, sample.getFileName()));
            write(sample, host, i, place);
            made.add(place);
        }
        made.sort(null);
        return made;
    }

    /** The records of a capture again, as if another host had recorded them. */
    private static void write(Path sample, String host, int id, Path to) throws IOException {
        try (CaptureReader reader = CaptureReader.open(sample)) {
            Event event = new Event();
            QueueCaptureWriter writer = null;
            EventEncoder encoder = new EventEncoder();
            while (reader.next(event)) {
                if (event.type() == EventType.SEGMENT_HEADER) {
                    SegmentHeader header = of(reader.report().headers().get(0), host, "id-" + id);
                    writer = QueueCaptureWriter.create(
                            to, false, header, SegmentPolicy.KEEP_ALL, event.time(), event.monotonic());
                } else if (event.type() != EventType.SEGMENT_FOOTER && writer != null) {
                    writer.append(encoder.copy(event));
                }
            }
            if (writer != null) {
                writer.close(new CaptureEnd(0, "ended", Map.of()));
            }
        }
    }

    private static SegmentHeader of(SegmentHeader old, String host, String id) {
        SegmentHeader.Host was = old.host();
        return new SegmentHeader(
                SegmentHeader.VERSION,
                SegmentHeader.Place.FIRST,
                new SegmentHeader.Origin(
                        id,
                        old.origin().recorder(),
                        old.origin().command(),
                        old.origin().cwd()),
                new SegmentHeader.Host(
                        host, was.kernel(), was.machine(), was.bootId(), was.bootTime(), was.cpus(), was.timezone()),
                old.content(),
                Map.of());
    }

    /** Copies a capture. */
    static void copy(Path capture, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(capture)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Destroys some bytes in the middle of a capture's first segment. */
    static void damage(Path capture) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(capture)) {
            segment = files.filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 64, (byte) 0x55);
        Files.write(segment, bytes);
    }
}
