package lanner.engine.kit;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.CaptureReport;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;

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
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, name)
                .text(9, name)
                .text(10, "/bin/" + name)
                .text(13, "/");
        return this;
    }

    public Records opens(int pid, int result, String path) {
        add(EventType.OPENAT, pid).number(1, -100).text(2, path).number(3, 1).result(result);
        return this;
    }

    public Records closes(int pid, int fd) {
        add(EventType.CLOSE, pid).number(1, fd).result(0);
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
