package lanner.engine.kit;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FdParams;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.ProcessRecord;

/** Records in memory, as a source that a replay reads. Each is a second later than the one before. */
public final class Records implements EventSource {
    /** 2023-11-14T22:13:20Z. */
    public static final long START = 1_700_000_000_000_000_000L;

    private static final long SECOND = 1_000_000_000L;

    private final List<EventEncoder> encoders = new ArrayList<>();
    private int next;
    private long events;

    /** A record to be filled, behind the others. */
    public EventEncoder add(EventType type, int tid) {
        long time = START + encoders.size() * SECOND;
        EventEncoder encoder = new EventEncoder().begin(type, tid, time, time);
        encoders.add(encoder);
        return encoder;
    }

    /** A process that was there when the recording began. */
    public Records process(int pid, int parent, String name) {
        add(EventType.PROCESS, 0)
                .number(ProcessRecord.TID, pid)
                .number(ProcessRecord.PID, pid)
                .number(ProcessRecord.PTID, parent)
                .text(ProcessRecord.COMM, name)
                .text(ProcessRecord.EXE, name)
                .text(ProcessRecord.EXEPATH, "/bin/" + name)
                .text(ProcessRecord.CWD, "/");
        return this;
    }

    public Records opens(int pid, int result, String path) {
        add(EventType.OPENAT, pid)
                .number(OpenatParams.DIRFD, -100)
                .text(OpenatParams.NAME, path)
                .number(OpenatParams.FLAGS, 1)
                .result(result);
        return this;
    }

    public Records closes(int pid, int fd) {
        add(EventType.CLOSE, pid).number(FdParams.FD, fd).result(0);
        return this;
    }

    @Override
    public boolean next(Event event) {
        if (next == encoders.size()) {
            return false;
        }
        event.wrap(encoders.get(next), next);
        next++;
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            event.number(++events);
        }
        return true;
    }

    @Override
    public long readBytes() {
        return next;
    }

    @Override
    public long totalBytes() {
        return encoders.size();
    }

    @Override
    public CaptureReport report() {
        return new CaptureReport(List.of(), List.of(), next, events, 0, List.of(), 0, true);
    }

    /** Begins anew. */
    @Override
    public void close() {
        next = 0;
        events = 0;
    }
}
