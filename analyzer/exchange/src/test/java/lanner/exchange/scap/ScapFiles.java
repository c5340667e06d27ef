package lanner.exchange.scap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamType;
import lanner.engine.state.SystemState;

/** Makes captures and scap files for tests. */
final class ScapFiles {
    private static final Path SHARED = Path.of("../../../shared/data/scap");
    private static final long NOW = 1_700_000_000_000_000_000L;

    private ScapFiles() {}

    /** The public captures beside the project; empty where there are none. */
    static List<Path> shared() throws IOException {
        if (!Files.isDirectory(SHARED)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(SHARED)) {
            return files.filter(file -> file.toString().endsWith(".scap"))
                    .sorted()
                    .toList();
        }
    }

    /** The records of a small capture: a header, a snapshot, then {@code count} events of all types in turn. */
    static List<Event> records(Random random, int count) {
        List<Event> records = new ArrayList<>();
        EventEncoder encoder = new EventEncoder();
        SegmentHeader header = new SegmentHeader(
                1,
                0,
                0,
                "id",
                "test",
                "host",
                "6.1",
                "x86_64",
                "",
                5,
                2,
                List.of("sh"),
                "/",
                "all",
                "",
                1,
                1,
                "all",
                "UTC",
                "");
        add(records, header.encode(encoder, NOW, 1));
        add(
                records,
                encoder.begin(EventType.USER, 0, NOW, 1)
                        .number(0, 7)
                        .number(1, 8)
                        .text(2, "u")
                        .text(3, "/h")
                        .text(4, "/s"));
        add(records, encoder.begin(EventType.GROUP, 0, NOW, 1).number(0, 8).text(1, "g"));
        add(records, encoder.begin(EventType.INTERFACE, 0, NOW, 1).text(0, "lo").bytes(1, new byte[] {
            2, 127, 0, 0, 1, 0, 0
        }));
        add(
                records,
                encoder.begin(EventType.PROCESS, 0, NOW, 1)
                        .number(0, 10)
                        .number(1, 10)
                        .number(2, 1)
                        .number(3, 10)
                        .number(4, 10)
                        .number(5, 10)
                        .number(6, 10)
                        .number(7, 10)
                        .text(8, "sh")
                        .text(9, "/bin/sh")
                        .text(10, "/usr/bin/dash")
                        .text(11, "-c\0x\0")
                        .text(12, "A=1\0")
                        .text(13, "/tmp")
                        .text(14, "/")
                        .text(15, "cpu=/x\0")
                        .number(16, 7)
                        .number(17, 8)
                        .number(18, 9)
                        .number(19, 34816)
                        .number(20, 1)
                        .number(21, 2)
                        .number(22, 3)
                        .number(23, 1024)
                        .number(25, 77)
                        .number(26, 11)
                        .number(27, 12)
                        .number(28, 13)
                        .number(29, 5));
        add(
                records,
                encoder.begin(EventType.DESCRIPTOR, 0, NOW, 1)
                        .number(0, 10)
                        .number(1, 3)
                        .text(2, "file")
                        .text(3, "/etc/hosts")
                        .number(4, 1)
                        .number(5, 2)
                        .number(6, 9));
        add(
                records,
                encoder.begin(EventType.DESCRIPTOR, 0, NOW, 1)
                        .number(0, 10)
                        .number(1, 4)
                        .text(2, "ipv4")
                        .text(3, "")
                        .number(4, 0)
                        .number(5, 0)
                        .number(6, 9)
                        .bytes(7, new byte[] {2, 127, 0, 0, 1, 1, 0, 127, 0, 0, 2, 2, 0})
                        .text(8, "tcp"));
        List<EventType> types = Stream.of(EventType.values())
                .filter(type -> type.kind() != EventType.Kind.SEGMENT)
                .toList();
        for (int i = 0; i < count; i++) {
            add(records, fill(encoder, types.get(i % types.size()), random, NOW + 1000L * i));
        }
        return records;
    }

    private static EventEncoder fill(EventEncoder encoder, EventType type, Random random, long time) {
        encoder.begin(type, 10, time, time);
        for (int i = 0; i < type.params().size(); i++) {
            ParamType param = type.params().get(i).type();
            if (i == 0 && type.resultIsFirst()) {
                // Who one is cannot fail.
                encoder.result(param == ParamType.UID || param == ParamType.GID ? 7 : random.nextInt(100) - 20);
            } else if (type == EventType.GENERIC) {
                // A call that both tables name: fadvise64.
                encoder.number(i, i == 0 ? ScapEvents.callNumber("fadvise64") : i == 1 ? 221 : 0);
            } else if (param.isNumber()) {
                encoder.number(i, small(param, random));
            } else {
                switch (param) {
                    case SOCKADDR -> encoder.bytes(i, new byte[] {2, 10, 0, 0, 1, 80, 0});
                    case TUPLE ->
                        encoder.bytes(
                                i,
                                ("\1" + "\0".repeat(16) + "/run/s")
                                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                    case FDLIST -> encoder.bytes(i, new byte[] {1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0});
                    case DYNAMIC -> encoder.bytes(i, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0});
                    default -> encoder.text(i, "/t" + random.nextInt(1000) + "/\u00e9");
                }
            }
        }
        return encoder;
    }

    private static long small(ParamType type, Random random) {
        long value = random.nextInt(120);
        return switch (type) {
            case INT8, INT16, INT32, INT64, ERRNO, FD, PID -> random.nextBoolean() ? value : -value;
            default -> value;
        };
    }

    static void add(List<Event> records, EventEncoder encoder) {
        Event event = new Event();
        event.wrap(encoder, records.size());
        records.add(event.copy());
    }

    /** Writes records as a scap file; what could not be expressed. */
    static Map<String, Long> write(List<Event> records, Path file, ScapDialect dialect, boolean zipped)
            throws IOException {
        try (ScapExport export = new ScapExport(Files.newOutputStream(file), dialect, zipped)) {
            SystemState state = new SystemState();
            for (Event record : records) {
                state.apply(record);
                if (record.type().kind() == EventType.Kind.SEGMENT) {
                    export.frame(record, state);
                } else {
                    export.event(record, true);
                }
                state.settle(record);
            }
            return export.remarks();
        }
    }

    /** Reads everything. */
    static List<Event> read(Path file) throws IOException {
        List<Event> records = new ArrayList<>();
        try (ScapReader reader = ScapReader.open(file)) {
            Event event = new Event();
            while (reader.next(event)) {
                records.add(event.copy());
            }
        }
        return records;
    }
}
