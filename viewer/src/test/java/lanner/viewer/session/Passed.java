package lanner.viewer.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lanner.capture.CaptureEnd;
import lanner.capture.SegmentHeader;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.QueueCaptureWriter;

/** Writes captures about what passes through descriptors; each event is a microsecond later than the one before. */
final class Passed implements AutoCloseable {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final int HERE = -100;
    private static final int SNAP = 80;

    private final QueueCaptureWriter writer;
    private final EventEncoder encoder = new EventEncoder();
    private long events;

    private Passed(QueueCaptureWriter writer) {
        this.writer = writer;
    }

    static Passed at(Path path) throws IOException {
        return new Passed(QueueCaptureWriter.create(
                path,
                false,
                new SegmentHeader(
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
                        "all",
                        "",
                        4096,
                        SNAP,
                        "none",
                        "UTC",
                        ""),
                1,
                1));
    }

    /** Opens and indexes a capture, with these rules. */
    static Workspace workspace(Path directory, Path capture, String rules) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), rules);
        Workspace workspace = new Workspace(
                List.of(CaptureSession.open(capture, List.of(file), new IndexStore(directory.resolve("cache")))));
        workspace.index(Progress.NONE);
        return workspace;
    }

    Passed process(int pid, int parent, String name) throws IOException {
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, name)
                .text(9, name)
                .text(13, "/"));
        return this;
    }

    /** A descriptor that was open when the recording began. */
    Passed hadOpen(int pid, int fd, String kind, String name, long inode) throws IOException {
        writer.append(encoder.begin(EventType.DESCRIPTOR, 0, 1, 1)
                .number(0, pid)
                .number(1, fd)
                .text(2, kind)
                .text(3, name)
                .number(6, inode));
        return this;
    }

    Passed opens(int pid, int fd, String path) throws IOException {
        return append(begin(EventType.OPENAT, pid)
                .result(fd)
                .number(1, HERE)
                .text(2, path)
                .number(3, 1)
                .number(4, 0));
    }

    Passed pipe(int pid, int read, int write) throws IOException {
        return append(begin(EventType.PIPE, pid)
                .result(0)
                .number(1, read)
                .number(2, write)
                .number(3, 4711));
    }

    Passed connects(int pid, int fd) throws IOException {
        append(begin(EventType.SOCKET, pid)
                .result(fd)
                .number(1, 2)
                .number(2, 1)
                .number(3, 6)
                .number(4, 0));
        byte[] tuple = {2, 10, 0, 0, 1, 0x40, 0x1F, 10, 0, 0, 2, 80, 0};
        return append(begin(EventType.CONNECT, pid).result(-115).bytes(1, tuple).number(2, fd));
    }

    Passed writes(int pid, int fd, String text) throws IOException {
        return moves(EventType.WRITE, pid, fd, text.getBytes(StandardCharsets.UTF_8));
    }

    Passed reads(int pid, int fd, String text) throws IOException {
        return moves(EventType.READ, pid, fd, text.getBytes(StandardCharsets.UTF_8));
    }

    private Passed moves(EventType type, int pid, int fd, byte[] data) throws IOException {
        EventEncoder event = begin(type, pid)
                .result(data.length)
                .bytes(1, data, 0, Math.min(SNAP, data.length))
                .number(2, fd)
                .number(3, data.length);
        return append(data.length > SNAP ? event.cut(1) : event);
    }

    Passed failsToRead(int pid, int fd, int errno) throws IOException {
        return append(begin(EventType.READ, pid).result(-errno).number(2, fd).number(3, 100));
    }

    Passed sendsFile(int pid, int out, int in, int bytes) throws IOException {
        return append(begin(EventType.SENDFILE, pid)
                .result(bytes)
                .number(2, out)
                .number(3, in)
                .number(4, bytes));
    }

    Passed duplicates(int pid, int old, int fd) throws IOException {
        return append(begin(EventType.DUP2, pid).result(fd).number(1, old).number(2, fd));
    }

    Passed forks(int parent, int child) throws IOException {
        return append(begin(EventType.CLONE, parent)
                .result(child)
                .number(3, parent)
                .number(4, parent)
                .number(15, 0));
    }

    Passed runs(int pid, String name) throws IOException {
        return append(begin(EventType.EXECVE, pid)
                .result(0)
                .text(1, name)
                .number(3, pid)
                .number(4, pid)
                .text(6, "/")
                .text(13, name));
    }

    Passed closes(int pid, int fd) throws IOException {
        return append(begin(EventType.CLOSE, pid).result(0).number(1, fd));
    }

    Passed exits(int pid) throws IOException {
        return append(begin(EventType.PROCEXIT, pid).number(0, 0));
    }

    private EventEncoder begin(EventType type, int pid) {
        return encoder.begin(type, pid, START + events * 1000, events * 1000);
    }

    private Passed append(EventEncoder event) throws IOException {
        events++;
        writer.append(event);
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close(new CaptureEnd(0, "exited", Map.of()));
    }
}
