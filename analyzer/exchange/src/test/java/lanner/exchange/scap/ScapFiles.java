package lanner.exchange.scap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import lanner.capture.SegmentHeader;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.InterfaceRecord;
import lanner.capture.event.ParamType;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.UserRecord;
import lanner.engine.state.SystemState;

/** Makes captures and scap files for tests. */
final class ScapFiles {
    private static final Path SHARED = Path.of("../../../shared/data/scap");
    private static final long NOW = 1_700_000_000_000_000_000L;

    /** Events that no other tool knows. */
    static final Set<EventType> OURS = Set.of(EventType.INLINE_START, EventType.INLINE_END, EventType.PLUGINEVENT);

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
                new SegmentHeader.Origin("id", "test", List.of("sh"), "/"),
                new SegmentHeader.Host("host", "6.1", "x86_64", "", 5, 2, "UTC"),
                new SegmentHeader.Content("all", "", 1, 1, "all", List.of()));
        add(records, header.encode(encoder, NOW, 1));
        add(
                records,
                encoder.begin(EventType.USER, 0, NOW, 1)
                        .number(UserRecord.UID, 7)
                        .number(UserRecord.GID, 8)
                        .text(UserRecord.NAME, "u")
                        .text(UserRecord.HOME, "/h")
                        .text(UserRecord.SHELL, "/s"));
        add(
                records,
                encoder.begin(EventType.GROUP, 0, NOW, 1)
                        .number(GroupRecord.GID, 8)
                        .text(GroupRecord.NAME, "g"));
        add(
                records,
                encoder.begin(EventType.INTERFACE, 0, NOW, 1)
                        .text(InterfaceRecord.NAME, "lo")
                        .bytes(InterfaceRecord.ADDR, new byte[] {2, 127, 0, 0, 1, 0, 0}));
        add(
                records,
                encoder.begin(EventType.PROCESS, 0, NOW, 1)
                        .number(ProcessRecord.TID, 10)
                        .number(ProcessRecord.PID, 10)
                        .number(ProcessRecord.PTID, 1)
                        .number(ProcessRecord.SID, 10)
                        .number(ProcessRecord.PGID, 10)
                        .number(ProcessRecord.VTID, 10)
                        .number(ProcessRecord.VPID, 10)
                        .number(ProcessRecord.VPGID, 10)
                        .text(ProcessRecord.COMM, "sh")
                        .text(ProcessRecord.EXE, "/bin/sh")
                        .text(ProcessRecord.EXEPATH, "/usr/bin/dash")
                        .text(ProcessRecord.ARGS, "-c\0x\0")
                        .text(ProcessRecord.ENV, "A=1\0")
                        .text(ProcessRecord.CWD, "/tmp")
                        .text(ProcessRecord.ROOT, "/")
                        .text(ProcessRecord.CGROUPS, "cpu=/x\0")
                        .number(ProcessRecord.UID, 7)
                        .number(ProcessRecord.GID, 8)
                        .number(ProcessRecord.LOGINUID, 9)
                        .number(ProcessRecord.TTY, 34816)
                        .number(ProcessRecord.CAP_INHERITABLE, 1)
                        .number(ProcessRecord.CAP_PERMITTED, 2)
                        .number(ProcessRecord.CAP_EFFECTIVE, 3)
                        .number(ProcessRecord.FDLIMIT, 1024)
                        .number(ProcessRecord.PIDNS_INIT_START_TS, 77)
                        .number(ProcessRecord.EXE_INO, 11)
                        .number(ProcessRecord.EXE_INO_CTIME, 12)
                        .number(ProcessRecord.EXE_INO_MTIME, 13)
                        .number(ProcessRecord.FLAGS, 5));
        add(
                records,
                encoder.begin(EventType.DESCRIPTOR, 0, NOW, 1)
                        .number(DescriptorRecord.PID, 10)
                        .number(DescriptorRecord.FD, 3)
                        .text(DescriptorRecord.KIND, "file")
                        .text(DescriptorRecord.NAME, "/etc/hosts")
                        .number(DescriptorRecord.FLAGS, 1)
                        .number(DescriptorRecord.DEV, 2)
                        .number(DescriptorRecord.INO, 9));
        add(
                records,
                encoder.begin(EventType.DESCRIPTOR, 0, NOW, 1)
                        .number(DescriptorRecord.PID, 10)
                        .number(DescriptorRecord.FD, 4)
                        .text(DescriptorRecord.KIND, "ipv4")
                        .text(DescriptorRecord.NAME, "")
                        .number(DescriptorRecord.FLAGS, 0)
                        .number(DescriptorRecord.DEV, 0)
                        .number(DescriptorRecord.INO, 9)
                        .bytes(DescriptorRecord.TUPLE, new byte[] {2, 127, 0, 0, 1, 1, 0, 127, 0, 0, 2, 2, 0})
                        .text(DescriptorRecord.L4PROTO, "tcp"));
        List<EventType> types = Stream.of(EventType.values())
                .filter(type -> type.kind() != EventType.Kind.SEGMENT && !OURS.contains(type))
                .toList();
        for (int i = 0; i < count; i++) {
            add(records, fill(encoder, types.get(i % types.size()), random, NOW + 1000L * i));
        }
        return records;
    }

    private static EventEncoder fill(EventEncoder encoder, EventType type, Random random, long time) {
        encoder.begin(type, 10, time, time);
        if (type.kind() == EventType.Kind.SYSCALL && random.nextBoolean()) {
            encoder.duration(1 + random.nextInt(100_000));
        }
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
