package lanner.investigation.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.CaptureReader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.ProcexitParams;
import lanner.capture.event.Tuple;
import lanner.engine.field.EventPath;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Replays a capture once, through rules, and keeps what the windows need of each event. Rows appear in the index chunk by
 * chunk. What a hostile capture may hold without end is kept up to a limit and then counted.
 */
public final class IndexBuilder {
    /** What {@code user.name} prints for a user without a name, as Falco does. */
    private static final String NO_NAME_KNOWN = "<NA>";

    public static final int LONGEST_NAME = 4096;
    private static final int LONGEST_COMMAND = 240;
    static final int MAX_IMAGES = 1 << 20;
    public static final int MAX_ALERTS = 100_000;
    private static final int MAX_GAPS = 10_000;
    private static final int FIRST_LOOK = 2_000;
    private static final long CLOCK_STEP_NANOS = 1_000_000_000L;

    private final CaptureReplay replay;
    private final CaptureReader reader;
    private final RuleSet rules;
    private final Optional<AlertPass> later;
    private final Index index;
    private final ColumnWriter columns;
    private final Extractor.OfText fdName;
    private final Extractor.OfNumber hasFailed;
    private final Extractor.OfNumber opensToWrite;
    private final Field userName;
    private final Field containerId;
    private final Field asker;
    private final Field verb;
    private final Field object;
    private final Field reason;

    private final IdentityHashMap<ProcessInfo, Index.Tracked> tracked = new IdentityHashMap<>();
    private final Map<Integer, Integer> pids = new HashMap<>();
    /** The images of those who asked API servers, by their names. */
    private final Map<String, Integer> askers = new HashMap<>();

    private List<String> unread = List.of();
    private int row;
    /** Of the name that was read last. */
    private int nameMarks;

    private long moreAlerts;
    private long damages;
    private long axis;
    private long axisOffset;
    private long lastTime;
    private long lastMonotonic;
    private boolean clockStepped;

    /** Takes chunks that are full, or the last one. */
    @FunctionalInterface
    public interface ChunkSink {
        /** @return the chunk as readers shall see it */
        Chunk take(Chunk chunk, int rows) throws IOException;
    }

    /**
     * @param begin the moment of the first event that has one, see {@link #begin}
     * @param later asks rules about the later part of the capture; empty for the builder to ask about all of it
     */
    public IndexBuilder(
            CaptureReplay replay, long begin, RuleSet rules, Optional<AlertPass> later, Index index, ChunkSink sink) {
        this.replay = replay;
        this.reader = replay.reader();
        this.axis = begin;
        this.rules = rules;
        this.later = later;
        this.index = index;
        this.columns = new ColumnWriter(index, sink);
        StandardFields standard = new StandardFields();
        fdName = (Extractor.OfText) field(standard, "fd.name").extractor();
        hasFailed = (Extractor.OfNumber) field(standard, "evt.failed").extractor();
        opensToWrite = (Extractor.OfNumber) field(standard, "evt.is_open_write").extractor();
        userName = field(standard, "user.name");
        containerId = field(standard, "container.id");
        asker = field(standard, "ka.user.name");
        verb = field(standard, "ka.verb");
        object = field(standard, "lanner.object");
        reason = field(standard, "ka.response.reason");
    }

    private static Field field(FieldRegistry fields, String name) {
        try {
            return fields.resolve(name, Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks " + name, e);
        }
    }

    /**
     * Says what of a file could not be read when the capture was made of it; where it would stand is not known.
     *
     * @param texts a gap behind the last event for each
     */
    public void lacks(List<String> texts) {
        unread = List.copyOf(texts);
    }

    /** Builds to the end of the capture; false if it was cancelled before. */
    public boolean run(JobProgress progress) throws IOException {
        try (columns;
                AlertPass beside = later.orElse(null)) {
            boolean whole = replay.run(progress, context -> {
                take(context);
                return row < Integer.MAX_VALUE;
            });
            if (!whole) {
                return false;
            }
            noteDamage(row, axis);
            unread.forEach(text -> gap(row, axis, text));
            publish();
            index.publish(row);
            if (beside != null) {
                add(beside.found());
                index.publish(row);
            }
        }
        return true;
    }

    /**
     * Takes the alerts of the later part in. A capture that is still being recorded may have grown, or lost its oldest
     * part, between the two readings.
     */
    private void add(AlertPass.Found found) {
        if (found.seen() < row) {
            gap(
                    row,
                    axis,
                    "rules were not asked about the last " + Counted.of(row - found.seen(), "event: it", "events: they")
                            + " came meanwhile");
        }
        for (int i = 0; i < found.rows().length && found.rows()[i] < row; i++) {
            int each = found.rows()[i];
            int image = index.chunk(each).image(each & Chunk.MASK);
            alert(each, index.images.get(image).process());
            if (i < found.entries().size() && index.alerts.size() < MAX_ALERTS) {
                index.alerts.add(found.entries().get(i));
            } else {
                index.moreAlerts = ++moreAlerts;
            }
        }
    }

    private void alert(int at, int process) {
        if (process != ProcessEntry.NONE.id()) {
            index.processes.get(process).alerts++;
        }
        index.alertRows.set(at);
    }

    private void take(EventContext context) throws IOException {
        Event event = context.event();
        long at = onAxis(event);
        int gap = noteDamage(row, at) || clockStepped ? Chunk.GAP : 0;
        if (Source.of(event) == Source.K8S_AUDIT) {
            request(context, at, gap);
        } else {
            call(context, at, gap);
        }
        if ((row & Chunk.MASK) == 0 || row == FIRST_LOOK || columns.texts().areMany()) {
            columns.publish(row);
        }
    }

    private void call(EventContext context, long at, int gap) {
        Event event = context.event();
        int marks = gap;
        long failed = hasFailed.get(context);
        marks |= failed == Extractor.MISSING ? Chunk.NO_RESULT : failed != 0 ? Chunk.FAILED : 0;
        marks |= Outcome.isPending(event) ? Chunk.PENDING : 0;
        if (event.has(Mark.INCOMPLETE) || event.has(Mark.TRUNCATED) || event.has(Mark.UNREADABLE)) {
            marks |= Chunk.IN_PART;
        }
        marks |= purpose(context);
        Index.Tracked process = process(context, at);
        process.events++;
        if (process.firstRow < 0) {
            process.firstRow = row;
        }
        ask(context, process.id);
        name(context);
        marks |= nameMarks;
        columns.chunk()
                .set(
                        row & Chunk.MASK,
                        event.time(),
                        at,
                        event.result(),
                        reader.file(),
                        reader.offset(),
                        event.duration(),
                        event.number(),
                        process.image,
                        event.tid(),
                        descriptor(context.fdNumber()),
                        Events.NO_NAME,
                        Calls.of(event),
                        marks);
        row++;
        if (event.type() == EventType.PROCEXIT && context.thread().isMain()) {
            process.end = at;
            process.exit = (int) event.param(ProcexitParams.STATUS, -1);
            tracked.remove(context.process());
        }
    }

    /** What a request to an API server asked for. No process of a recording is behind it: who asked stands in its place. */
    private void request(EventContext context, long at, int gap) throws IOException {
        Event event = context.event();
        ask(context, ProcessEntry.NONE.id());
        boolean refused = Outcome.of(context).kind() == Outcome.Kind.REFUSED;
        NameKeeper names = columns.names(row);
        columns.chunk()
                .set(
                        row & Chunk.MASK,
                        event.time(),
                        at,
                        status(context),
                        reader.file(),
                        reader.offset(),
                        event.duration(),
                        event.number(),
                        askedBy(names, text(asker.print(context))),
                        names.keep(reason.print(context)),
                        names.keep(verb.print(context)),
                        names.keep(object.print(context)),
                        Calls.of(event),
                        gap | Chunk.REQUEST | Chunk.NO_RESULT | Chunk.NAME_IS_PATH | (refused ? Chunk.FAILED : 0));
        row++;
    }

    private static long status(EventContext context) {
        return context.document().get("responseStatus") instanceof Map<?, ?> response
                        && response.get("code") instanceof Long code
                ? code
                : Request.NO_STATUS;
    }

    /** What a summary asks of opens and connections, so that it need not read their records. */
    private int purpose(EventContext context) {
        Event event = context.event();
        EventType type = event.type();
        if (type.is(EventType.Trait.OPEN)) {
            return opensToWrite.get(context) == 1 ? Chunk.OPENS_TO_WRITE : 0;
        }
        if (type == EventType.CONNECT || type.is(EventType.Trait.ACCEPT)) {
            int family = Tuple.family(event, type.indexOf("tuple"));
            return family == Tuple.INET || family == Tuple.INET6 ? Chunk.INTERNET : 0;
        }
        return 0;
    }

    /** Makes the rows so far visible, of which some wait for their chunk to be full. */
    public void publish() throws IOException {
        columns.finish();
        if (row > index.rows()) {
            columns.publish(row);
        }
    }

    /** The last chunk, which need not be full. */
    public Chunk lastChunk() {
        return columns.chunk();
    }

    public int rows() {
        return row;
    }

    /**
     * The moment of a capture's first event that has one; 0 if none has. Files of other tools begin with events without
     * a time, which stand where the first with a time does.
     */
    public static long begin(CaptureReader reader, Event event) throws IOException {
        do {
            if (event.type().kind() != EventType.Kind.SEGMENT && event.time() > 0) {
                return event.time();
            }
        } while (reader.next(event));
        return 0;
    }

    private long onAxis(Event event) {
        clockStepped = false;
        long time = event.time();
        long monotonic = event.monotonic();
        if (time <= 0) {
            return axis;
        }
        if (lastTime == 0) {
            axis = time;
            axisOffset = time - monotonic;
        } else {
            if (monotonic > 0 && Math.abs(time - lastTime - (monotonic - lastMonotonic)) > CLOCK_STEP_NANOS) {
                long step = time - lastTime - (monotonic - lastMonotonic);
                gap(row, Math.max(axis, monotonic + axisOffset), "the clock was set by " + step / 1_000_000 + " ms");
                clockStepped = true;
            }
            axis = Math.max(axis, monotonic > 0 ? monotonic + axisOffset : time);
        }
        lastTime = time;
        lastMonotonic = monotonic;
        return axis;
    }

    private boolean noteDamage(int behind, long at) {
        if (reader.damageCount() == damages) {
            return false;
        }
        damages = reader.damageCount();
        gap(behind, at, reader.lastDamage().map(damage -> damage.detail()).orElse("more is damaged"));
        return true;
    }

    private void gap(int behind, long at, String text) {
        if (index.gaps.size() < MAX_GAPS) {
            index.gaps.add(new Gap(behind, at, text));
        }
    }

    private int descriptor(long number) {
        if (number == EventContext.NO_DESCRIPTOR) {
            return Chunk.NO_DESCRIPTOR;
        }
        if (number != (int) number || number == Chunk.NO_DESCRIPTOR) {
            // No kernel gives such a number.
            index.namesLeftOut.incrementAndGet();
            return -1;
        }
        return (int) number;
    }

    /** The descriptor's name, or else the path; what more there is to say goes to a table of its own. */
    private void name(EventContext context) {
        int within = row & Chunk.MASK;
        String ofFd = fdName.get(context);
        if (ofFd != null && !ofFd.isEmpty() && !EventPath.isIn(context.event().type())) {
            // The path of such a call is its descriptor's.
            nameMarks = 0;
            columns.texts().add(within, ofFd);
            return;
        }
        String path = EventPath.of(context);
        String target = EventPath.second(context);
        boolean named = ofFd != null && !ofFd.isEmpty();
        nameMarks = named ? 0 : ofFd == null ? Chunk.NAME_IS_PATH : Chunk.NAME_IS_PATH | Chunk.FD_WITHOUT_NAME;
        columns.texts().add(within, named ? ofFd : path);
        boolean another = named && path != null && !path.equals(ofFd);
        if (another || target != null) {
            columns.texts().more(within, another ? path : null, target);
        }
    }

    /** The image of who asked; beyond the limits one without a name. */
    private int askedBy(NameKeeper names, String user) {
        String name = user.length() > LONGEST_NAME ? user.substring(0, LONGEST_NAME) : user;
        Integer known = askers.get(name);
        if (known != null) {
            return known;
        }
        boolean room = names.hasRoom(name) && index.images.size() < MAX_IMAGES;
        if (!room && !name.isEmpty()) {
            index.namesLeftOut.incrementAndGet();
            return askedBy(names, "");
        }
        int image = index.images.add(new ProgramImage(ProcessEntry.NONE.id(), name, "", "", row));
        askers.put(name, image);
        return image;
    }

    private Index.Tracked process(EventContext context, long at) {
        ProcessInfo info = context.process();
        Index.Tracked found = tracked.get(info);
        if (found == null) {
            found = enter(info, at);
        }
        if (found.image < 0 || isOther(index.images.get(found.image), info, ran(context.event()))) {
            image(found, info, context);
        }
        return found;
    }

    /** A process and, before it, those ancestors that are not known yet. */
    private Index.Tracked enter(ProcessInfo info, long at) {
        Index.Tracked entry = new Index.Tracked();
        ProcessInfo parent = info.parent();
        if (parent != null && parent != info) {
            Index.Tracked known = tracked.get(parent);
            entry.parent = known == null ? enterAncestors(parent, at) : known.id;
        }
        return add(entry, info, at);
    }

    /** Answers the number of the first. */
    private int enterAncestors(ProcessInfo first, long at) {
        java.util.ArrayDeque<ProcessInfo> unknown = new java.util.ArrayDeque<>();
        ProcessInfo each = first;
        while (each != null && !tracked.containsKey(each) && unknown.size() < 4096 && !unknown.contains(each)) {
            unknown.push(each);
            each = each.parent();
        }
        Index.Tracked known = each == null ? null : tracked.get(each);
        int above = known == null ? -1 : known.id;
        for (ProcessInfo info : unknown) {
            Index.Tracked entry = new Index.Tracked();
            entry.parent = above;
            above = add(entry, info, at).id;
            entry.image = index.images.add(imageOf(entry, info));
        }
        return above;
    }

    private Index.Tracked add(Index.Tracked entry, ProcessInfo info, long at) {
        entry.id = index.processes.size();
        entry.pid = info.pid();
        entry.reuse = pids.merge(info.pid(), 1, Integer::sum) - 1;
        entry.start = info.startTime() > 0 ? Math.min(info.startTime(), at) : at;
        tracked.put(info, entry);
        index.processes.add(entry);
        return entry;
    }

    private static boolean ran(Event event) {
        return event.type() == EventType.EXECVE || event.type() == EventType.EXECVEAT;
    }

    /** @param ran whether it may have run the same program with other arguments */
    private static boolean isOther(ProgramImage image, ProcessInfo info, boolean ran) {
        return !image.comm().equals(info.comm())
                || !image.exePath().equals(text(info.exepath()))
                || ran && !image.commandLine().equals(command(info));
    }

    private void image(Index.Tracked process, ProcessInfo info, EventContext context) {
        process.user = user(context);
        String container = containerId.print(context);
        process.container = container == null || container.equals("host") ? "" : container;
        if (index.images.size() < MAX_IMAGES || process.image < 0) {
            process.image = index.images.add(imageOf(process, info));
        }
    }

    /** The name, or the number of a user whose name is not known; empty where not even that is. */
    private String user(EventContext context) {
        if (!context.thread().hasKnownUser()) {
            return "";
        }
        String name = userName.print(context);
        return name == null || name.equals(NO_NAME_KNOWN)
                ? Long.toString(context.thread().uid())
                : name;
    }

    private ProgramImage imageOf(Index.Tracked process, ProcessInfo info) {
        return new ProgramImage(process.id, info.comm(), text(info.exepath()), command(info), row);
    }

    private static String command(ProcessInfo info) {
        String command = info.commandLine();
        return command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "..." : command;
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    private void ask(EventContext context, int process) {
        if (later.isPresent() && later.get().asks(reader)) {
            return;
        }
        CompiledRule matched = rules.match(context);
        if (matched == null) {
            return;
        }
        alert(row, process);
        if (index.alerts.size() < MAX_ALERTS) {
            index.alerts.add(AlertPass.entry(row, context, matched));
        } else {
            index.moreAlerts = ++moreAlerts;
        }
    }
}
