package lanner.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentHeader;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.QueueCaptureWriter;

/** Writes small captures for tests, record by record: processes with a pid and a name, and what they do. */
final class WrittenCapture implements AutoCloseable {
    /** 2023-11-14T22:13:20Z; each event is a nanosecond later than the one before. */
    static final long START = 1_700_000_000_000_000_000L;

    private static final int HERE = -100;
    private static final int INET = 2;

    private final QueueCaptureWriter writer;
    private final EventEncoder encoder = new EventEncoder();
    private long events;

    private WrittenCapture(QueueCaptureWriter writer) {
        this.writer = writer;
    }

    /** Begins a capture; it is whole once it is closed. */
    static WrittenCapture at(Path path) throws IOException {
        return new WrittenCapture(QueueCaptureWriter.create(path, false, header(), 1, 1));
    }

    static SegmentHeader header() {
        return new SegmentHeader(
                1,
                0,
                0,
                "id",
                "lanner test",
                "box",
                "6.1",
                "x86_64",
                "boot",
                1,
                2,
                List.of("sh"),
                "/w",
                "forensic",
                "",
                4096,
                80,
                "none",
                "UTC",
                "");
    }

    /** A process that was there when the recording began. */
    WrittenCapture process(int pid, int parent, String name) throws IOException {
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, bytes(name))
                .text(9, bytes(name))
                .text(13, "/"));
        return this;
    }

    /** Opens for reading; bytes, one character each, where the path is no ASCII. */
    WrittenCapture opens(int pid, String path) throws IOException {
        return append(begin(EventType.OPENAT, pid)
                .result(3)
                .number(1, HERE)
                .text(2, path)
                .number(3, 1)
                .number(4, 0));
    }

    WrittenCapture unlinks(int pid, String path) throws IOException {
        return append(begin(EventType.UNLINKAT, pid)
                .result(0)
                .number(1, HERE)
                .text(2, path)
                .number(3, 0));
    }

    /** Connects over TCP, from a port of 10.0.0.1. */
    WrittenCapture connects(int pid, int from, String address, int port) throws IOException {
        append(begin(EventType.SOCKET, pid)
                .result(3)
                .number(1, INET)
                .number(2, 1)
                .number(3, 6)
                .number(4, 0));
        byte[] tuple = new byte[13];
        tuple[0] = INET;
        System.arraycopy(new byte[] {10, 0, 0, 1}, 0, tuple, 1, 4);
        port(from, tuple, 5);
        String[] parts = address.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            tuple[7 + i] = (byte) Integer.parseInt(parts[i]);
        }
        port(port, tuple, 11);
        return append(begin(EventType.CONNECT, pid).result(0).bytes(1, tuple).number(2, 3));
    }

    private static void port(int number, byte[] tuple, int at) {
        tuple[at] = (byte) number;
        tuple[at + 1] = (byte) (number >> 8);
    }

    /** Runs a program: its name, and its arguments. */
    WrittenCapture runs(int pid, int parent, String name, String... arguments) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String argument : arguments) {
            line.append(argument).append('\0');
        }
        return append(begin(EventType.EXECVE, pid)
                .result(0)
                .text(1, name)
                .bytes(2, line.toString().getBytes(StandardCharsets.ISO_8859_1))
                .number(3, pid)
                .number(4, pid)
                .number(5, parent)
                .text(6, "/w")
                .text(13, name));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private EventEncoder begin(EventType type, int pid) {
        return encoder.begin(type, pid, START + events, events);
    }

    private WrittenCapture append(EventEncoder event) throws IOException {
        events++;
        writer.append(event);
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close(new CaptureEnd(0, "exited", Map.of()));
    }
}
