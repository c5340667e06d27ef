package lanner.investigation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.investigation.index.Events;
import lanner.investigation.index.IndexStore;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** Captures opened for a test, with indexes kept in the test's own directory. */
public final class Opened {
    /** One rule that fires where a file below /etc is opened. */
    public static final String RULE = """
            - rule: Something below etc was opened
              desc: a test's
              condition: evt.type = openat and fd.name startswith /etc
              output: opened %fd.name by %proc.name
              priority: WARNING
              tags: [files, test]
            """;

    private Opened() {}

    public static Path rules(Path directory) throws IOException {
        Path file = directory.resolve("rules.yaml");
        return Files.exists(file) ? file : Files.writeString(file, RULE);
    }

    public static CaptureSession session(Path directory, Path capture) throws IOException {
        CaptureSession session =
                CaptureSession.open(capture, List.of(rules(directory)), new IndexStore(directory.resolve("cache")));
        if (!session.index(JobProgress.NONE)) {
            throw new IOException("nobody cancelled, and yet it was not indexed");
        }
        return session;
    }

    public static Workspace workspace(Path directory, Path... captures) throws IOException {
        List<CaptureSession> sessions = new ArrayList<>();
        for (Path capture : captures) {
            sessions.add(session(directory, capture));
        }
        Workspace workspace = new Workspace(sessions);
        workspace.index(JobProgress.NONE);
        return workspace;
    }

    /** One capture, under these rules. */
    public static Workspace workspace(Path directory, Path capture, String rules) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), rules);
        Workspace workspace = new Workspace(
                List.of(CaptureSession.open(capture, List.of(file), new IndexStore(directory.resolve("cache")))));
        workspace.index(JobProgress.NONE);
        return workspace;
    }

    /** The rows that a query finds. */
    public static List<Integer> rows(Workspace workspace, RowQuery query) throws IOException {
        RowSet found = query.rowSet(workspace.events());
        query.run(workspace, found, JobProgress.NONE);
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            rows.add(found.row(i));
        }
        return rows;
    }

    /** Everything that an index says, line by line, for comparing. */
    public static List<String> words(Events events) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < events.rows(); row++) {
            lines.add(events.capture(row) + " " + events.time(row) + " " + events.axis(row) + " " + events.number(row)
                    + " " + events.call(row) + " " + events.result(row) + " " + events.duration(row) + " "
                    + events.tid(row) + " " + events.fd(row)
                    + " " + events.imageId(row) + " " + events.nameId(row) + " " + events.failed(row)
                    + events.raisedAlert(row) + events.followsGap(row) + events.isInPart(row));
        }
        for (int id = 0; id < events.names(); id++) {
            lines.add(events.name(id) + " " + events.nameCount(id));
        }
        for (int id = 0; id < events.images(); id++) {
            lines.add(events.image(id).toString());
        }
        for (int id = 0; id < events.processes(); id++) {
            lines.add(events.process(id).toString());
        }
        events.alerts().forEach(alert -> lines.add(alert.toString()));
        events.gaps().forEach(gap -> lines.add(gap.toString()));
        return lines;
    }
}
