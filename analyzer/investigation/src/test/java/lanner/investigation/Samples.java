package lanner.investigation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.OpenatParams;
import lanner.capture.kit.CaptureStory;
import lanner.engine.state.SystemState;
import lanner.exchange.scap.ScapDialect;
import lanner.exchange.scap.ScapExport;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** The sample captures, copied to where a test may change them, opened under our own rules; and a hostile capture. */
public final class Samples {
    public static final String INSTALL_SCRIPT = "malicious-install-script";
    /** Right to left, a tag, an escape sequence, a quote, all in one name. Bytes, one character each. */
    public static final String HOSTILE_PATH =
            "/etc/\u00e2\u0080\u00ae<script>alert(1)</script>\u001b[2J\"'`|[x](javascript:evil)\n";

    /** Tests of several modules stand on this, each in its own directory. */
    private static final Path PROJECT = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(place -> Files.isDirectory(place.resolve("sample-captures")))
            .findFirst()
            .orElseThrow();

    public static final Path SAMPLES = PROJECT.resolve("sample-captures");
    /** Where our own rules lie. */
    public static final Path RULES = PROJECT.resolve("rules");

    private static final int HERE = -100;

    private Samples() {}

    /** The names of all samples. */
    public static List<String> names() throws IOException {
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

    public static Workspace open(Path directory, String... names) throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        for (String name : names) {
            sessions.add(session(directory, copy(name, directory)));
        }
        return indexed(sessions);
    }

    public static CaptureSession session(Path directory, Path capture) throws IOException {
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

    public static Workspace indexed(List<CaptureSession> sessions) throws IOException {
        Workspace workspace = new Workspace(sessions);
        if (!workspace.index(JobProgress.NONE)) {
            throw new IOException("nobody cancelled, and yet it was not indexed");
        }
        return workspace;
    }

    public static RowSet rows(Workspace workspace, String condition, RowFilter filter) throws IOException {
        RowQuery query = new RowQuery(condition, filter);
        RowSet found = query.rowSet(workspace.events());
        query.run(workspace, found, JobProgress.NONE);
        return found;
    }

    /** Writes a capture in which sh makes, reads, changes and removes a file whose name is an attack. */
    public static Path hostile(Path directory) throws IOException {
        Path capture = directory.resolve("hostile.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(7, 1, "sh\u001b[31m");
            opens(story, 1 | 4);
            story.event(
                    EventType.FCHMODAT,
                    7,
                    event -> event.result(0)
                            .number(EventType.FCHMODAT.indexOf("dirfd"), HERE)
                            .text(EventType.FCHMODAT.indexOf("filename"), HOSTILE_PATH)
                            .number(EventType.FCHMODAT.indexOf("mode"), 0755));
            opens(story, 1);
            story.unlinks(7, HOSTILE_PATH);
        }
        return capture;
    }

    /** @param flags as records have them: 1 reads, 2 writes, 4 creates */
    private static void opens(CaptureStory story, int flags) throws IOException {
        story.event(
                EventType.OPENAT,
                7,
                event -> event.result(3)
                        .number(OpenatParams.DIRFD, HERE)
                        .text(OpenatParams.NAME, HOSTILE_PATH)
                        .number(OpenatParams.FLAGS, flags == 1 ? 1 : 2 | 4)
                        .number(OpenatParams.MODE, 0600));
    }
}
