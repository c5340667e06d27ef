package lanner.viewer.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lanner.capture.CaptureEnd;
import lanner.capture.CaptureReader;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.queue.QueueCaptureWriter;
import lanner.engine.state.SystemState;
import lanner.exchange.scap.ScapDialect;
import lanner.exchange.scap.ScapExport;

/** The sample captures, copied to where a test may change them, opened under our own rules; and a hostile capture. */
public final class Samples {
    public static final String INSTALL_SCRIPT = "malicious-install-script";
    /** Right to left, a tag, an escape sequence, a quote, all in one name. Bytes, one character each. */
    public static final String HOSTILE_PATH =
            "/etc/\u00e2\u0080\u00ae<script>alert(1)</script>\u001b[2J\"'`|[x](javascript:evil)\n";

    private static final Path SAMPLES = Path.of("..", "sample-captures");
    /** Where our own rules lie. */
    public static final Path RULES = Path.of("..", "rules");

    private static final long START = 1_700_000_000_000_000_000L;
    private static final int HERE = -100;

    private Samples() {}

    /** The names of all samples. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".lanner"))
                    .map(name -> name.substring(0, name.length() - ".lanner".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Copies a sample, so that what is written beside it does not stay. */
    public static Path copy(String name, Path directory) throws IOException {
        Path target = Files.createDirectories(directory.resolve(name + ".lanner"));
        try (Stream<Path> files = Files.list(SAMPLES.resolve(name + ".lanner"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    /** A sample, written as a scap file. */
    public static Path scap(String name, Path directory) throws IOException {
        Path file = directory.resolve(name + ".scap");
        Event event = new Event();
        SystemState state = new SystemState();
        try (CaptureReader reader = CaptureReader.open(SAMPLES.resolve(name + ".lanner"));
                ScapExport export = new ScapExport(Files.newOutputStream(file), ScapDialect.CURRENT, false)) {
            while (reader.next(event)) {
                state.apply(event);
                if (event.type().kind() == EventType.Kind.SEGMENT) {
                    export.frame(event, state);
                } else {
                    export.event(event, true);
                }
                state.settle(event);
            }
        }
        return file;
    }

    static Workspace open(Path directory, String... names) throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        for (String name : names) {
            sessions.add(session(directory, copy(name, directory)));
        }
        return indexed(sessions);
    }

    static CaptureSession session(Path directory, Path capture) throws IOException {
        return CaptureSession.open(capture, List.of(RULES), new IndexStore(directory.resolve("cache")));
    }

    /** Captures that nobody has indexed yet. */
    public static Workspace unindexed(Path directory, List<Path> captures) throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        for (Path capture : captures) {
            sessions.add(session(directory, capture));
        }
        return new Workspace(sessions);
    }

    static Workspace indexed(List<CaptureSession> sessions) throws IOException {
        Workspace workspace = new Workspace(sessions);
        if (!workspace.index(Progress.NONE)) {
            throw new IOException("nobody cancelled, and yet it was not indexed");
        }
        return workspace;
    }

    static RowSet rows(Workspace workspace, String condition, RowFilter filter) throws IOException {
        RowQuery query = new RowQuery(condition, filter);
        RowSet found = workspace.rowSet(query);
        workspace.run(query, found, Progress.NONE);
        return found;
    }

    /** Writes a capture in which sh makes, reads, changes and removes a file whose name is an attack. */
    public static Path hostile(Path directory) throws IOException {
        Path capture = directory.resolve("hostile.lanner");
        SegmentHeader header = new SegmentHeader(
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
        EventEncoder encoder = new EventEncoder();
        QueueCaptureWriter writer = QueueCaptureWriter.create(capture, false, header, 1, 1);
        writer.append(encoder.begin(EventType.PROCESS, 0, 1, 1)
                .number(0, 7)
                .number(1, 7)
                .number(2, 1)
                .text(8, "sh\u001b[31m")
                .text(9, "sh")
                .text(13, "/"));
        writer.append(open(encoder, 0, 1 | 4));
        writer.append(encoder.begin(EventType.FCHMODAT, 7, START + 1, 1)
                .result(0)
                .number(1, HERE)
                .text(2, HOSTILE_PATH)
                .number(3, 0755));
        writer.append(open(encoder, 2, 1));
        writer.append(encoder.begin(EventType.UNLINKAT, 7, START + 3, 3)
                .result(0)
                .number(1, HERE)
                .text(2, HOSTILE_PATH)
                .number(3, 0));
        writer.close(new CaptureEnd(0, "exited", Map.of()));
        return capture;
    }

    /** @param flags as records have them: 1 reads, 2 writes, 4 creates */
    private static EventEncoder open(EventEncoder encoder, long at, int flags) {
        return encoder.begin(EventType.OPENAT, 7, START + at, at)
                .result(3)
                .number(1, HERE)
                .text(2, HOSTILE_PATH)
                .number(3, flags == 1 ? 1 : 2 | 4)
                .number(4, 0600);
    }
}
