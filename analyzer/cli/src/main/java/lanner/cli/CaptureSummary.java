package lanner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.CaptureReport;
import lanner.capture.ContainerId;
import lanner.capture.Damage;
import lanner.capture.EventSource;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.InlineEndParams;
import lanner.capture.event.Mark;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import lanner.engine.state.SystemState;
import lanner.product.Counted;
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

    /** The recorder's counters of what it could not have, in words. */
    private static final List<Shortfall> SHORTFALLS = List.of(
            new Shortfall("unreadable", "argument could not be read", "arguments could not be read"),
            new Shortfall("cut", "argument was cut at the snap lengths", "arguments were cut at the snap lengths"),
            new Shortfall(
                    "sockets_without_ends",
                    "call on a socket lacks the addresses of its connection",
                    "calls on sockets lack the addresses of their connection"),
            new Shortfall(
                    "processes_without_facts",
                    "process ended before it could be described",
                    "processes ended before they could be described"),
            new Shortfall(
                    "programs_without_rights",
                    "program ran without the rights that its file grants when it runs unrecorded",
                    "programs ran without the rights that their files grant when they run unrecorded"),
            new Shortfall(
                    "descriptors_left_out",
                    "open descriptor is not listed, of processes that have very many",
                    "open descriptors are not listed, of processes that have very many"),
            new Shortfall(
                    "stops_unserved",
                    "stop could not be handled, its call is not recorded",
                    "stops could not be handled, their calls are not recorded"),
            new Shortfall(
                    "ring_enters_unread",
                    "submission to io_uring could not be read",
                    "submissions to io_uring could not be read"),
            new Shortfall(
                    "missing_records",
                    "record is missing in the damaged capture that this was salvaged from",
                    "records are missing in the damaged capture that this was salvaged from"));

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

    /** A counter of the footer that is 0 where nothing is missing, and the words behind its count. */
    private record Shortfall(String counter, String one, String other) {}

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
        CaptureReport report = report();
        List<String> missing = new ArrayList<>();
        if (!report.complete()) {
            missing.add("it has no footer: the recorder was killed, or is still recording");
        }
        if (report.damageCount() > 0) {
            missing.add(Counted.of(report.damageCount(), "place is damaged, ", "places are damaged, ")
                    + Counted.of(report.missing(), "record is missing", "records are missing"));
        }
        for (Damage damage : report.stoppedAt()) {
            missing.add("what stands behind byte " + damage.offset() + " of " + damage.file() + " was not read");
        }
        SegmentHeader header = report.headers().stream().findFirst().orElse(null);
        if (header != null && header.place().segment() > 0) {
            missing.add("not here: the first " + Counted.of(header.place().segment(), "segment") + ", with "
                    + Counted.of(header.place().eventsBefore(), "event"));
        }
        if (gaps > 0) {
            missing.add(Counted.of(gaps, "gap is", "gaps are") + " marked, where events were lost");
        }
        report.footers().stream().reduce((a, b) -> b).ifPresent(footer -> {
            for (Shortfall shortfall : SHORTFALLS) {
                long count = footer.counters().getOrDefault(shortfall.counter, 0L);
                if (count > 0) {
                    missing.add(Counted.of(count, shortfall.one, shortfall.other));
                }
            }
            if (footer.endReason().startsWith(SegmentFooter.FAILED)) {
                missing.add(footer.endReason());
            }
        });
        return missing;
    }
}
