package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseSummary.Figure;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.entities.Privileges;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.rows.About;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** One look through all rows, from which a {@link CaseSummary} comes. */
final class SummaryPass {
    static final int MOST_OF_A_KIND = 12;

    /** Against captures whose names have no end: more are counted with the others. */
    private static final int MOST_KEPT = 10_000;

    private static final Set<EventType> RENAMES =
            EnumSet.of(EventType.RENAME, EventType.RENAMEAT, EventType.RENAMEAT2, EventType.LINK, EventType.LINKAT);
    private static final Pattern SETTINGS = Pattern.compile("/etc/.*|/var/spool/cron/.*", Pattern.DOTALL);

    private final Events events;
    private final long from;
    private final long to;
    private final double scale;
    private final ActivityTally activity;
    private final PrivilegeSteps privileges;
    private final Map<Measure, Course> courses = new EnumMap<>(Measure.class);
    private final Map<Look.Kind, Map<String, Found>> found = new EnumMap<>(Look.Kind.class);
    private final Map<Look.Kind, Set<String>> passedOver = new EnumMap<>(Look.Kind.class);
    private final Map<Priority, BitSet> byPriority = new EnumMap<>(Priority.class);
    private final Map<Priority, Long> countByPriority = new EnumMap<>(Priority.class);
    private final BitSet gapRows = new BitSet();
    private final BitSet writtenNames = new BitSet();
    private final Set<String> writtenPaths = new HashSet<>();
    private final @Nullable EventType[] types = types();

    /** How many rows a measure has so far, in all and in each part of the time. */
    private static final class Course {
        final int[] parts = new int[CaseSummary.PARTS];
        long count;
    }

    /** What was found so far of something that deserves a look. */
    private static final class Found {
        private int[] rows = new int[2];
        int count;

        void add(int row) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
            }
            rows[count++] = row;
        }

        int first() {
            return rows[0];
        }

        BitSet rows() {
            BitSet set = new BitSet();
            for (int i = 0; i < count; i++) {
                set.set(rows[i]);
            }
            return set;
        }
    }

    SummaryPass(Workspace workspace) {
        events = workspace.events();
        privileges = new PrivilegeSteps(workspace, events);
        activity = new ActivityTally(events);
        for (Measure measure : Measure.values()) {
            courses.put(measure, new Course());
        }
        int rows = events.rows();
        from = rows == 0 ? 0 : events.axis(0);
        to = rows == 0 ? 0 : events.axis(rows - 1);
        scale = CaseSummary.PARTS / (double) Math.max(1, to - from + 1);
    }

    Optional<CaseSummary> run(JobProgress progress) throws IOException {
        int rows = events.rows();
        for (int row = 0; row < rows; row++) {
            if ((row & 0xFFFF) == 0) {
                if (progress.isCancelled()) {
                    return Optional.empty();
                }
                progress.at(row / (double) rows);
            }
            take(row);
        }
        alerts();
        gaps();
        privileges();
        progress.at(1);
        return Optional.of(summary());
    }

    private void count(Measure measure, int row) {
        Course course = of(measure);
        course.count++;
        course.parts[part(events.axis(row))]++;
    }

    private Course of(Measure measure) {
        return Objects.requireNonNull(courses.get(measure), "every measure has its course");
    }

    /** How many rows of a measure each part of the time has. */
    private int[] course(Measure measure) {
        return of(measure).parts;
    }

    private long count(Measure measure) {
        return of(measure).count;
    }

    private int part(long axis) {
        return Math.max(0, Math.min(CaseSummary.PARTS - 1, (int) ((axis - from) * scale)));
    }

    private void take(int row) {
        count(Measure.EVENTS, row);
        boolean refused = events.refused(row);
        if (refused && !events.isRequest(row)) {
            count(Measure.FAILED, row);
        }
        int call = events.callCode(row);
        EventType type = call < types.length ? types[call] : null;
        if (type == null) {
            return;
        }
        if (type == EventType.CONNECT || type.is(Trait.ACCEPT)) {
            connect(row, type);
        } else if (!refused) {
            succeeded(row, type);
        }
    }

    /** By code; null for what is no event, and for calls without an event of their own. */
    private static @Nullable EventType[] types() {
        @Nullable EventType[] types = new @Nullable EventType[EventType.CODES];
        for (EventType type : EventType.values()) {
            types[type.code()] = type == EventType.GENERIC ? null : type;
        }
        return types;
    }

    private void succeeded(int row, EventType type) {
        activity.took(row, type);
        if (type.is(Trait.EXEC)) {
            exec(row, type);
        } else if (type == EventType.CREAT || events.opensToWrite(row)) {
            write(row);
        } else if (RENAMES.contains(type)) {
            rename(row);
        } else if (Privileges.CHANGES.contains(type)) {
            privileges.took(row, type);
        }
    }

    private void privileges() throws IOException {
        for (PrivilegeSteps.Step step : privileges.steps()) {
            step.rows().forEach(row -> note(Look.Kind.PRIVILEGE, step.text(), row));
        }
    }

    private void exec(int row, EventType type) {
        count(Measure.PROGRAMS, row);
        privileges.took(row, type);
        ProgramImage image = events.image(events.imageId(row));
        if (writtenPaths.contains(image.exePath())) {
            note(Look.Kind.NEW_PROGRAM, image.exePath(), row);
        }
    }

    private void write(int row) {
        count(Measure.WRITES, row);
        int name = events.nameId(row);
        if (name == Events.NO_NAME) {
            return;
        }
        writtenNames.set(name);
        activity.opened(row, name);
        String path = events.name(name);
        writtenPaths.add(path);
        if (SETTINGS.matcher(path).matches()) {
            note(Look.Kind.SETTINGS, path, row);
        }
    }

    /** What was written keeps being so under its new name. */
    private void rename(int row) {
        int before = events.pathId(row);
        int after = events.targetId(row);
        if (before != Events.NO_NAME && after != Events.NO_NAME && writtenPaths.contains(events.name(before))) {
            writtenPaths.add(events.name(after));
        }
    }

    private void connect(int row, EventType type) {
        if (!events.isInternet(row)) {
            return;
        }
        count(Measure.CONNECTIONS, row);
        activity.connected(row, type);
        int name = events.nameId(row);
        if (type == EventType.CONNECT && name != Events.NO_NAME) {
            String tuples = events.name(name);
            note(Look.Kind.PEER, ConnectionName.server(tuples), row);
        }
    }

    private void note(Look.Kind kind, String text, int row) {
        Map<String, Found> known = found.computeIfAbsent(kind, key -> new LinkedHashMap<>());
        Found one = known.get(text);
        if (one == null) {
            if (known.size() >= MOST_KEPT) {
                Set<String> others = passedOver.computeIfAbsent(kind, key -> new HashSet<>());
                if (others.size() < MOST_KEPT) {
                    others.add(text);
                }
                return;
            }
            one = new Found();
            known.put(text, one);
        }
        one.add(row);
    }

    private void alerts() {
        Map<Priority, List<AlertEntry>> alerts = new EnumMap<>(Priority.class);
        for (AlertEntry alert : events.alerts()) {
            if (alert.row() < events.rows()) {
                count(Measure.ALERTS, alert.row());
                byPriority
                        .computeIfAbsent(alert.priority(), key -> new BitSet())
                        .set(alert.row());
                countByPriority.merge(alert.priority(), 1L, Long::sum);
                alerts.computeIfAbsent(alert.priority(), key -> new ArrayList<>())
                        .add(alert);
            }
        }
        alerts.values()
                .forEach(same -> same.forEach(alert -> note(
                        Look.Kind.ALERT, alert.priority().word() + "  " + JsonText.latin(alert.rule()), alert.row())));
    }

    private void gaps() {
        for (Gap gap : events.gaps()) {
            of(Measure.GAPS).count++;
            course(Measure.GAPS)[part(gap.time())]++;
            // Behind a gap at the very end there is nothing: the last event stands for it.
            if (events.rows() > 0) {
                gapRows.set(Math.min(gap.row(), events.rows() - 1));
            }
        }
    }

    private CaseSummary summary() {
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            figures.add(figure(measure));
        }
        List<Look> looks = new ArrayList<>();
        Map<Look.Kind, Integer> more = new EnumMap<>(Look.Kind.class);
        for (Look.Kind kind : Look.Kind.values()) {
            Map<String, Found> all = found.getOrDefault(kind, Map.of());
            all.entrySet().stream()
                    .limit(MOST_OF_A_KIND)
                    .forEach(each -> looks.add(look(kind, each.getKey(), each.getValue())));
            int beyond = all.size() + passedOver.getOrDefault(kind, Set.of()).size() - MOST_OF_A_KIND;
            if (beyond > 0) {
                more.put(kind, beyond);
            }
        }
        List<CaseSummary.PriorityCount> priorities = byPriority.entrySet().stream()
                .map(each -> new CaseSummary.PriorityCount(
                        each.getKey(), countByPriority.getOrDefault(each.getKey(), 0L), each.getValue()))
                .toList();
        return new CaseSummary(figures, looks, more, priorities, activity.activity(), from, to);
    }

    private Figure figure(Measure measure) {
        int[] course = course(measure);
        long count = count(measure);
        long rows = events.rows();
        RowFilter all = RowFilter.NONE;
        return switch (measure) {
            case EVENTS -> new Figure(measure, rows, rows, course, all);
            case DURATION -> new Figure(measure, to - from, rows, course(Measure.EVENTS), all);
            case PROCESSES -> new Figure(measure, events.processes(), rows, starts(), all);
            case WRITES -> new Figure(measure, writtenNames.cardinality(), count, course, all);
            case ALERTS -> new Figure(measure, count, alertRows(), course, all.ofAlerts(true));
            case GAPS ->
                new Figure(
                        measure,
                        count,
                        gapRows.cardinality(),
                        course,
                        gapRows.isEmpty() ? all : all.ofRows(new RowFilter.Some(gapRows, "right behind a gap")));
            default -> new Figure(measure, count, count, course, all);
        };
    }

    private long alertRows() {
        BitSet rows = new BitSet();
        byPriority.values().forEach(rows::or);
        return rows.cardinality();
    }

    /** When processes were born; those that were there before count at the beginning. */
    private int[] starts() {
        int[] course = new int[CaseSummary.PARTS];
        for (int id = 0; id < events.processes(); id++) {
            course[part(Math.max(from, events.process(id).start()))]++;
        }
        return course;
    }

    private static final Map<Look.Kind, Function<String, String>> CONDITIONS = Map.of(
            Look.Kind.NEW_PROGRAM,
                    path -> Measure.PROGRAMS.condition() + " and proc.exepath = " + Completion.written(path),
            Look.Kind.SETTINGS, path -> Measure.WRITES.condition() + " and fd.name = " + Completion.written(path),
            Look.Kind.PEER, peer -> "evt.type = connect and fd.name endswith " + Completion.written("->" + peer));

    /** By a condition where the language can say it, else by the rows themselves. */
    private Look look(Look.Kind kind, String text, Found each) {
        Function<String, String> written = CONDITIONS.get(kind);
        String condition = written == null ? "" : written.apply(text);
        boolean plain = text.chars().allMatch(c -> c >= 32 && c < 127);
        String detail = detail(kind, text, each.first());
        if (written != null && plain && RowQuery.problem(condition).isEmpty()) {
            return new Look(kind, text, detail, each.count, each.first(), condition, null);
        }
        return new Look(kind, text, detail, each.count, each.first(), "", new RowFilter.Some(each.rows(), text));
    }

    private String detail(Look.Kind kind, String text, int row) {
        return switch (kind) {
            case ALERT -> {
                Outcome outcome = events.outcome(row);
                yield events.who(row) + ": " + events.call(row)
                        + About.of(events, row)
                                .map(about -> " " + about.words())
                                .orElse("")
                        + (outcome.isDone() ? "" : " (" + outcome.words() + ")");
            }
            case PEER ->
                activity.activity().peers().stream()
                        .filter(peer -> peer.address().equals(text))
                        .findFirst()
                        .map(Activity.Peer::bytesInWords)
                        .orElse("");
            case NEW_PROGRAM, SETTINGS, PRIVILEGE -> "";
        };
    }
}
