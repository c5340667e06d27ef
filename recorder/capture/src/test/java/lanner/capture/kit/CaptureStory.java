package lanner.capture.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.InlineLevel;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.SegmentPolicy;
import lanner.capture.event.CloneParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.DupParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.GenericParams;
import lanner.capture.event.ImageParams;
import lanner.capture.event.InlineEndParams;
import lanner.capture.event.InlineStartParams;
import lanner.capture.event.Mark;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PipeParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.SendfileParams;
import lanner.capture.event.SocketParams;
import lanner.capture.event.TransferParams;
import lanner.capture.queue.QueueCaptureWriter;

/**
 * A capture told as a story, for tests: processes, and what they do, call by call. Each event is a microsecond later than
 * the one before, unless told otherwise. Texts are bytes, one character each, as records have them.
 */
public final class CaptureStory implements AutoCloseable {
    /** 2023-11-14T22:13:20Z. */
    public static final long START = 1_700_000_000_000_000_000L;

    public static final long STEP = 1000;

    private static final int HERE = -100;
    private static final int INET = 2;
    private static final int RDONLY = 1;
    private static final int WRITE_CREATE = 2 | 4;
    private static final int EINPROGRESS = 115;
    /** How many bytes of what is read and written are recorded. */
    private static final int SNAP = 80;

    private final QueueCaptureWriter writer;
    private final EventEncoder encoder = new EventEncoder();
    private long wall = START;
    private long monotonic = 1_000_000;
    private long step = STEP;
    private long duration = Event.UNKNOWN_DURATION;
    private boolean inline;

    private CaptureStory(QueueCaptureWriter writer) {
        this.writer = writer;
    }

    /** Begins a capture; it is whole once it is closed. */
    public static CaptureStory at(Path path) throws IOException {
        return at(path, START);
    }

    /** The same with its first event at another moment, nanoseconds since 1970. */
    public static CaptureStory at(Path path, long start) throws IOException {
        CaptureStory story =
                new CaptureStory(QueueCaptureWriter.create(path, false, header(), SegmentPolicy.KEEP_ALL, start, 1));
        story.wall = start;
        return story;
    }

    /** The same of a recording with frequent calls recorded inside the processes. */
    public static CaptureStory at(Path path, InlineLevel level) throws IOException {
        SegmentHeader header = header().withAttributes(Map.of(SegmentHeader.INLINE, level.label()));
        return new CaptureStory(QueueCaptureWriter.create(path, false, header, SegmentPolicy.KEEP_ALL, START, 1));
    }

    /** A header as a recorder on Linux 6.1 writes it, for {@code sh -c make}. */
    public static SegmentHeader header() {
        return new SegmentHeader(
                new SegmentHeader.Origin("id", "lanner test", List.of("sh", "-c", "make"), "/w"),
                new SegmentHeader.Host("box", "6.1", "x86_64", "boot", 1, 2, "UTC"),
                new SegmentHeader.Content("forensic", "", 4096, SNAP, "none", List.of()));
    }

    /** Characters as the bytes that stand for them in a capture. */
    public static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** How much later each event is from now on, in nanoseconds. */
    public CaptureStory every(long nanos) {
        step = nanos;
        return this;
    }

    /** How long each call takes from now on, in nanoseconds; until then nobody knows. */
    public CaptureStory lasting(long nanos) {
        duration = nanos;
        return this;
    }

    /** From now on this process's calls are recorded inside it, until {@link #inlineEnds}. */
    public CaptureStory inlineStarts(int pid, InlineLevel level, String reason) throws IOException {
        append(begin(EventType.INLINE_START, pid)
                .number(InlineStartParams.PID, pid)
                .text(InlineStartParams.LEVEL, level.label())
                .text(InlineStartParams.REASON, reason));
        inline = true;
        return this;
    }

    /** From now on calls are recorded by stops again. */
    public CaptureStory inlineEnds(int pid, String reason, long calls) throws IOException {
        inline = false;
        return append(begin(EventType.INLINE_END, pid)
                .number(InlineEndParams.PID, pid)
                .text(InlineEndParams.REASON, reason)
                .number(InlineEndParams.CALLS, calls));
    }

    /** Begins another segment; what its snapshot lists is told next. */
    public CaptureStory nextSegment() throws IOException {
        writer.roll(SegmentFooter.NEXT_FOLLOWS, wall, monotonic, Map.of());
        return this;
    }

    /** A header in the middle that says how many events were before it, as no recorder writes one. */
    public CaptureStory headerBehind(long events) throws IOException {
        writer.append(header().next(new SegmentHeader.Place(1, events, "")).encode(encoder, wall, monotonic));
        return this;
    }

    /** Somebody sets the clock; the monotonic one goes on. */
    public CaptureStory clockSet(long nanosForward) {
        wall += nanosForward;
        return this;
    }

    /** A process that was there when the recording began. */
    public CaptureStory process(int pid, int parent, String name) throws IOException {
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.PTID, parent)
                .text(ProcessRecord.COMM, name)
                .text(ProcessRecord.EXE, name)
                .text(ProcessRecord.EXEPATH, "/bin/" + name)
                .text(ProcessRecord.CWD, "/"));
        return this;
    }

    /** A descriptor that was open when the recording began. */
    public CaptureStory hadOpen(int pid, int fd, String kind, String name, long inode) throws IOException {
        writer.append(encoder.begin(EventType.DESCRIPTOR, 0, 1, 1)
                .number(DescriptorRecord.PID, pid)
                .number(DescriptorRecord.FD, fd)
                .text(DescriptorRecord.KIND, kind)
                .text(DescriptorRecord.NAME, name)
                .number(DescriptorRecord.INO, inode));
        return this;
    }

    /** Opens for reading. */
    public CaptureStory opens(int pid, int result, String path) throws IOException {
        return append(begin(EventType.OPENAT, pid)
                .result(result)
                .number(OpenatParams.DIRFD, HERE)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, RDONLY)
                .number(OpenatParams.MODE, 0));
    }

    /** Opens for reading, as descriptor 3. */
    public CaptureStory opens(int pid, String path) throws IOException {
        return opens(pid, 3, path);
    }

    public CaptureStory creates(int pid, int result, String path) throws IOException {
        return append(begin(EventType.OPENAT, pid)
                .result(result)
                .number(OpenatParams.DIRFD, HERE)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, WRITE_CREATE)
                .number(OpenatParams.MODE, 0x1A4));
    }

    public CaptureStory pipe(int pid, int read, int write) throws IOException {
        return append(begin(EventType.PIPE, pid)
                .result(0)
                .number(PipeParams.FD1, read)
                .number(PipeParams.FD2, write)
                .number(PipeParams.INO, 4711));
    }

    public CaptureStory writes(int pid, int fd, String text) throws IOException {
        return moves(EventType.WRITE, pid, fd, text.getBytes(StandardCharsets.UTF_8));
    }

    public CaptureStory reads(int pid, int fd, String text) throws IOException {
        return moves(EventType.READ, pid, fd, text.getBytes(StandardCharsets.UTF_8));
    }

    private CaptureStory moves(EventType type, int pid, int fd, byte[] data) throws IOException {
        EventEncoder event = begin(type, pid)
                .result(data.length)
                .bytes(TransferParams.DATA, data, 0, Math.min(SNAP, data.length))
                .number(TransferParams.FD, fd)
                .number(TransferParams.SIZE, data.length);
        return append(data.length > SNAP ? event.cut(TransferParams.DATA) : event);
    }

    public CaptureStory failsToRead(int pid, int fd, int errno) throws IOException {
        return append(begin(EventType.READ, pid)
                .result(-errno)
                .number(TransferParams.FD, fd)
                .number(TransferParams.SIZE, 100));
    }

    public CaptureStory sendsFile(int pid, int out, int in, int bytes) throws IOException {
        return append(begin(EventType.SENDFILE, pid)
                .result(bytes)
                .number(SendfileParams.OUT_FD, out)
                .number(SendfileParams.IN_FD, in)
                .number(SendfileParams.SIZE, bytes));
    }

    public CaptureStory duplicates(int pid, int old, int fd) throws IOException {
        return append(begin(EventType.DUP2, pid)
                .result(fd)
                .number(DupParams.OLDFD, old)
                .number(DupParams.NEWFD, fd));
    }

    public CaptureStory closes(int pid, int fd) throws IOException {
        return append(begin(EventType.CLOSE, pid).result(0).number(FdParams.FD, fd));
    }

    public CaptureStory unlinks(int pid, String path) throws IOException {
        return append(begin(EventType.UNLINKAT, pid)
                .result(0)
                .number(EventType.UNLINKAT.indexOf("dirfd"), HERE)
                .text(EventType.UNLINKAT.indexOf("name"), path)
                .number(EventType.UNLINKAT.indexOf("flags"), 0));
    }

    /** An event of any type, its result and parameters as they are filled in. */
    public CaptureStory event(EventType type, int pid, UnaryOperator<EventEncoder> filled) throws IOException {
        return append(filled.apply(begin(type, pid)));
    }

    /** A call without an event of its own, by its number on x86-64; its first argument is 0. */
    public CaptureStory calls(int pid, int number, long result) throws IOException {
        return append(begin(EventType.GENERIC, pid)
                .result(result)
                .number(GenericParams.NATIVE_ID, number)
                .number(GenericParams.A0, 0));
    }

    /** An event of which nobody knows how it ended. */
    public CaptureStory beginsToOpen(int pid, String path) throws IOException {
        return append(encoder.begin(EventType.OPENAT, pid, wall, monotonic)
                .mark(Mark.INCOMPLETE)
                .number(OpenatParams.DIRFD, HERE)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, RDONLY)
                .number(OpenatParams.MODE, 0));
    }

    /** Connects over TCP, from a port of 10.0.0.1, on descriptor 3. */
    public CaptureStory connects(int pid, int from, String address, int port) throws IOException {
        return connects(pid, 3, from, address, port, 0);
    }

    /** Begins to connect 10.0.0.1:8000 to 10.0.0.2:80 over TCP. */
    public CaptureStory connects(int pid, int fd) throws IOException {
        return connects(pid, fd, 8000, "10.0.0.2", 80, -EINPROGRESS);
    }

    private CaptureStory connects(int pid, int fd, int from, String address, int port, int result) throws IOException {
        append(begin(EventType.SOCKET, pid)
                .result(fd)
                .number(SocketParams.DOMAIN, INET)
                .number(SocketParams.TYPE, 1)
                .number(SocketParams.PROTO, 6)
                .number(SocketParams.FLAGS, 0));
        byte[] tuple = new byte[13];
        tuple[0] = INET;
        System.arraycopy(new byte[] {10, 0, 0, 1}, 0, tuple, 1, 4);
        port(from, tuple, 5);
        String[] parts = address.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            tuple[7 + i] = (byte) Integer.parseInt(parts[i]);
        }
        port(port, tuple, 11);
        return append(begin(EventType.CONNECT, pid)
                .result(result)
                .bytes(ConnectParams.TUPLE, tuple)
                .number(ConnectParams.FD, fd));
    }

    /** A connection that is begun, or refused: the call says which by its error. */
    public CaptureStory connectEndsIn(int pid, int error) throws IOException {
        return append(begin(EventType.CONNECT, pid).result(-error).number(ConnectParams.FD, 3));
    }

    private static void port(int number, byte[] tuple, int at) {
        tuple[at] = (byte) number;
        tuple[at + 1] = (byte) (number >> 8);
    }

    /** A child is born; only the parent's event is recorded. */
    public CaptureStory forks(int parent, int child) throws IOException {
        return append(begin(EventType.CLONE, parent)
                .result(child)
                .number(ImageParams.TID, parent)
                .number(ImageParams.PID, parent)
                .number(CloneParams.FLAGS, 0));
    }

    /** A child is born: the parent's event and the child's own. */
    public CaptureStory forks(int parent, int child, String name) throws IOException {
        append(born(parent, child, parent, 1, name));
        return append(born(child, 0, child, parent, name));
    }

    private EventEncoder born(int tid, int result, int pid, int parent, String name) {
        return begin(EventType.CLONE, tid)
                .result(result)
                .text(ImageParams.EXE, name)
                .number(ImageParams.TID, tid)
                .number(ImageParams.PID, pid)
                .number(ImageParams.PTID, parent)
                .text(ImageParams.CWD, "/w")
                .text(ImageParams.COMM, name)
                .number(CloneParams.FLAGS, 0);
    }

    /** Runs a program: its name, and its arguments. */
    public CaptureStory runs(int pid, int parent, String name, String... arguments) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String argument : arguments) {
            line.append(argument).append('\0');
        }
        return append(begin(EventType.EXECVE, pid)
                .result(0)
                .text(ImageParams.EXE, name)
                .text(ImageParams.ARGS, line.toString())
                .number(ImageParams.TID, pid)
                .number(ImageParams.PID, pid)
                .number(ImageParams.PTID, parent)
                .text(ImageParams.CWD, "/w")
                .text(ImageParams.COMM, name)
                .text(EventType.EXECVE.indexOf("trusted_exepath"), "/usr/bin/" + name));
    }

    /** Runs a program without arguments, of which little is known. */
    public CaptureStory runs(int pid, String name) throws IOException {
        return append(begin(EventType.EXECVE, pid)
                .result(0)
                .text(ImageParams.EXE, name)
                .number(ImageParams.TID, pid)
                .number(ImageParams.PID, pid)
                .text(ImageParams.CWD, "/")
                .text(ImageParams.COMM, name));
    }

    /** @param status as wait(2) has it */
    public CaptureStory exits(int pid, int status) throws IOException {
        return append(begin(EventType.PROCEXIT, pid).number(EventType.PROCEXIT.indexOf("status"), status));
    }

    public CaptureStory exits(int pid) throws IOException {
        return exits(pid, 0);
    }

    private EventEncoder begin(EventType type, int pid) {
        encoder.begin(type, pid, wall, monotonic);
        boolean call = type.kind() == EventType.Kind.SYSCALL || type.kind() == EventType.Kind.GENERIC;
        if (call && duration != Event.UNKNOWN_DURATION) {
            encoder.duration(duration);
        }
        return call && inline ? encoder.mark(Mark.INLINE) : encoder;
    }

    private CaptureStory append(EventEncoder event) throws IOException {
        writer.append(event);
        wall += step;
        monotonic += step;
        return this;
    }

    /** Goes on in another segment, which begins without a state. */
    public CaptureStory rolls() throws IOException {
        writer.roll(SegmentFooter.NEXT_FOLLOWS, wall, monotonic, Map.of());
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close(new CaptureEnd(0, "exited", Map.of()));
    }

    /** The only segment's file. */
    public static Path segment(Path capture) throws IOException {
        try (Stream<Path> files = Files.list(capture)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Overwrites the first place where these bytes stand, so that their record is damaged. */
    public static void damage(Path capture, String bytes) throws IOException {
        Path file = segment(capture);
        byte[] all = Files.readAllBytes(file);
        int at = new String(all, StandardCharsets.ISO_8859_1).indexOf(bytes);
        if (at < 0) {
            throw new IOException("there is no " + bytes + " in " + file);
        }
        all[at] ^= 0x20;
        Files.write(file, all);
    }
}
