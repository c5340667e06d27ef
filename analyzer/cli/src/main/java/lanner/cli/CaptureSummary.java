package lanner.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.CaptureReport;
import lanner.capture.ContainerId;
import lanner.capture.EventSource;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.InlineEndParams;
import lanner.capture.event.Mark;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import lanner.engine.state.SystemState;
import org.jspecify.annotations.Nullable;

/** What happened in a capture, in figures, and what of it is not there. Reads the capture once. */
final class CaptureSummary {
    private static final long EPERM = -1;
    private static final long EACCES = -13;
    private static final long EINPROGRESS = -115;
    private static final int PID_SHIFT = 40;
    private static final int MOST_NAMES = 20;
    /** More names than Linux has calls can only be made up. */
    private static final int MOST_EVENTS = 10_000;
    /** Counted together: what the bounds leave out. */
    private static final String OTHERS = "others";
    /** Bytes that a queue puts before each record. */
    private static final long FRAMING = 4;

    private final EventSource source;
    private final long[] byCode = new long[EventType.CODES];
    /** Events whose name their kind does not tell: calls by number, and what another tool wrote between calls. */
    private final Map<String, Long> byName = new TreeMap<>();
    /** A process by its id and start: ids are used again. */
    private final Set<Long> processes = new HashSet<>();

    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> containers = new LinkedHashSet<>();
    /** Null before the first event. */
    private @Nullable ProcessInfo lastProcess;

    private long lastStart;
    private long lastUser = Long.MIN_VALUE;
    private long first;
    private long last;
    private long firstMonotonic;
    private long lastMonotonic;
    private long bytes;
    private long programs;
    private long connections;
    private long accepted;
    private long refused;
    private long gaps;
    private long inline;
    private long inlineProcesses;
    /** How often recording inside a process ended, or was not begun, by the recorder's reason. */
    private final Map<String, Long> inlineEnds = new TreeMap<>();

    private CaptureSummary(EventSource source) {
        this.source = source;
    }

    /** Reads a source to its end. */
    static CaptureSummary of(EventSource source) throws IOException {
        CaptureSummary summary = new CaptureSummary(source);
        SystemState state = new SystemState();
        Event event = new Event();
        while (source.next(event)) {
            summary.bytes += event.size() + FRAMING;
            state.applyProcesses(event);
            if (event.type().kind() != EventType.Kind.SEGMENT) {
                summary.count(event);
                if (!event.has(Mark.STATE_ONLY)) {
                    summary.take(state.context());
                }
            }
            state.settle(event);
        }
        return summary;
    }

    private void count(Event event) {
        EventType type = event.type();
        if (type == EventType.GENERIC || type == EventType.ASYNCEVENT) {
            tally(byName, event.name(), MOST_EVENTS);
        } else {
            byCode[type.code()]++;
        }
        if (first == 0) {
            first = event.time();
            firstMonotonic = event.monotonic();
        }
        last = event.time();
        lastMonotonic = event.monotonic();
    }

    private void take(EventContext context) {
        Event event = context.event();
        EventType type = event.type();
        long result = event.result();
        if (type == EventType.DROP) {
            gaps++;
            return;
        }
        inline += event.has(Mark.INLINE) ? 1 : 0;
        inlineProcesses += type == EventType.INLINE_START ? 1 : 0;
        if (type == EventType.INLINE_END) {
            ended(event);
        }
        process(context);
        user(context);
        programs += type.is(EventType.Trait.EXEC) && result >= 0 ? 1 : 0;
        connections += type == EventType.CONNECT && (result >= 0 || result == EINPROGRESS) ? 1 : 0;
        accepted += type.is(EventType.Trait.ACCEPT) && result >= 0 ? 1 : 0;
        refused += result == EPERM || result == EACCES ? 1 : 0;
    }

    private void ended(Event event) {
        tally(inlineEnds, event.text(InlineEndParams.REASON, ""), MOST_NAMES);
    }

    private static void tally(Map<String, Long> counts, String name, int most) {
        counts.merge(counts.size() < most || counts.containsKey(name) ? name : OTHERS, 1L, Long::sum);
    }

    private void process(EventContext context) {
        ProcessInfo process = context.process();
        if (process == lastProcess && process.startTime() == lastStart) {
            return;
        }
        lastProcess = process;
        lastStart = process.startTime();
        if (processes.add((long) process.pid() << PID_SHIFT ^ lastStart)) {
            container(context);
        }
    }

    private void container(EventContext context) {
        ContainerId id = context.containerId();
        if (id != null && containers.size() < MOST_NAMES) {
            containers.add(id.shortId() + (id.engine().isEmpty() ? "" : " (" + id.engine() + ")"));
        }
    }

    private void user(EventContext context) {
        long uid = context.thread().uid();
        if (uid != lastUser && users.size() < MOST_NAMES) {
            lastUser = uid;
            users.add(context.thread().hasKnownUser() ? named(context, uid) : "unknown");
        }
    }

    private static String named(EventContext context, long uid) {
        return context.state()
                .user(context.process(), uid)
                .map(user -> user.name() + " (" + uid + ")")
                .orElse(Long.toString(uid));
    }

    /** How often each event came, by its name. */
    Map<String, Long> byType() {
        Map<String, Long> byType = new TreeMap<>(byName);
        for (EventType type : EventType.values()) {
            if (byCode[type.code()] > 0) {
                byType.merge(type.label(), byCode[type.code()], Long::sum);
            }
        }
        return byType;
    }

    CaptureReport report() {
        return source.report();
    }

    long totalBytes() {
        return source.totalBytes();
    }

    /** The first event's time, nanoseconds since the epoch; 0 if there is none or it has none. */
    long firstTime() {
        return first;
    }

    long lastTime() {
        return last;
    }

    /** From the first event to the last, by the monotonic clock; in nanoseconds. */
    long duration() {
        return Math.max(0, lastMonotonic - firstMonotonic);
    }

    /** Bytes of all records with their framing. */
    long recordBytes() {
        return bytes;
    }

    /** How many processes did something. */
    int processes() {
        return processes.size();
    }

    /** Programs that were executed. */
    long programs() {
        return programs;
    }

    /** Connections made or begun. */
    long connections() {
        return connections;
    }

    long accepted() {
        return accepted;
    }

    /** Calls that failed with EPERM or EACCES. */
    long refused() {
        return refused;
    }

    /** Calls that were recorded inside the processes: their own statements. */
    long inline() {
        return inline;
    }

    /** How often recording inside a process was begun. */
    long inlineProcesses() {
        return inlineProcesses;
    }

    /** How often it ended, or was not begun, by the recorder's reason. */
    Map<String, Long> inlineEnds() {
        return inlineEnds;
    }

    /** Whose rights the calls were made with: name and id, in order of appearance. */
    Set<String> users() {
        return users;
    }

    Set<String> containers() {
        return containers;
    }

    /** What is not there, a sentence each; empty if everything is. */
    List<String> incomplete() {
        return Shortfalls.of(report(), gaps);
    }
}
