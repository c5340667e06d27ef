package lanner.investigation.workspace;

import java.io.Closeable;
import java.io.IOException;
import lanner.capture.RecordAccess;
import lanner.capture.event.Event;
import lanner.investigation.index.Events;
import lanner.investigation.index.Index;
import lanner.investigation.index.MergedEvents;

/** Reads records for a long job, by file handles of its own: the windows read theirs meanwhile. For one thread. */
public final class RecordPass implements Closeable {
    private final Workspace workspace;
    private final Events events;
    private final RecordAccess[] records;

    /** @param events the workspace's, as the job sees them */
    public RecordPass(Workspace workspace, Events events) {
        this.workspace = workspace;
        this.events = events;
        this.records = new RecordAccess[workspace.captures().size()];
    }

    /** Moves a view to a row's record. Cheapest in ascending order. */
    public void read(int row, Event event) throws IOException {
        int number = events.capture(row);
        CaptureSession capture = workspace.captures().get(number);
        if (records[number] == null) {
            records[number] = RecordAccess.open(capture.capture());
        }
        if (events instanceof MergedEvents merged) {
            capture.index().read(merged.local(row), records[number], event);
        } else {
            ((Index) events).read(row, records[number], event);
        }
    }

    @Override
    public void close() throws IOException {
        for (RecordAccess each : records) {
            if (each != null) {
                each.close();
            }
        }
    }
}
