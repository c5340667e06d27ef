package lanner.investigation.entities;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.ConnectionName;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.workspace.Workspace;

/** The files, processes and connections of a workspace, each with what happened to it. Made in one pass over the rows. */
public final class Entities {
    /** What a thing is. */
    public enum Kind {
        FILES("Files"),
        PROCESSES("Processes"),
        CONNECTIONS("Connections");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What a table of them can be sorted by. */
    public enum Column {
        NAME("Name"),
        EVENTS("Events"),
        ERRORS("Errors"),
        ALERTS("Alerts"),
        FIRST("First seen"),
        LAST("Last seen"),
        WHO("Touched by");

        private final String words;

        Column(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A thing.
     *
     * @param name a path, a connection, a command line; bytes, one character each
     * @param process the process's id; -1 for what is none
     * @param sent bytes that calls wrote to it, as far as they tell
     * @param received bytes that calls read from it
     * @param first the first event that is about it; -1 for none
     * @param who processes that touched it, the first ones, at most {@link #MOST_WHO}; of a process its parent
     * @param moreWho whether there are more
     */
    public record Entity(
            Kind kind,
            String name,
            int process,
            long events,
            long errors,
            long alerts,
            long sent,
            long received,
            int first,
            int last,
            List<Integer> who,
            boolean moreWho) {}

    static final int MOST_WHO = 8;

    private final Events events;
    private final Map<Kind, List<Entity>> all;

    private Entities(Events events, Map<Kind, List<Entity>> all) {
        this.events = events;
        this.all = all;
    }

    /** Counts while the rows go by. */
    private static final class Tally {
        long events;
        long errors;
        long alerts;
        long sent;
        long received;
        int first = -1;
        int last = -1;
        int[] who = new int[1];
        int whoCount;
        boolean moreWho;

        void moves(boolean reads, long bytes) {
            sent = reads ? sent : sum(sent, bytes);
            received = reads ? sum(received, bytes) : received;
        }

        /** A capture may say anything: a sum stays at the largest number. */
        private static long sum(long one, long other) {
            return one + other < 0 ? Long.MAX_VALUE : one + other;
        }

        void take(Events all, int row, int process) {
            events++;
            errors += all.refused(row) ? 1 : 0;
            alerts += all.raisedAlert(row) ? 1 : 0;
            first = first < 0 ? row : first;
            last = row;
            for (int i = 0; i < whoCount; i++) {
                if (who[i] == process) {
                    return;
                }
            }
            if (whoCount == MOST_WHO) {
                moreWho = true;
                return;
            }
            if (whoCount == who.length) {
                who = Arrays.copyOf(who, Math.min(MOST_WHO, whoCount * 2));
            }
            who[whoCount++] = process;
        }

        Entity entity(Kind kind, String name, int process, List<Integer> by, boolean more) {
            return new Entity(kind, name, process, events, errors, alerts, sent, received, first, last, by, more);
        }

        List<Integer> whoList() {
            return Arrays.stream(who, 0, whoCount).boxed().toList();
        }
    }

    /** What a name is the name of; empty for a pipe and other things without a place. */
    static Optional<Kind> kindOf(String name) {
        if (name.startsWith("/")) {
            return Optional.of(Kind.FILES);
        }
        return ConnectionName.isConnection(name) ? Optional.of(Kind.CONNECTIONS) : Optional.empty();
    }

    /** @return empty if it was cancelled */
    public static Optional<Entities> of(Workspace workspace, JobProgress progress) {
        Events events = workspace.events();
        Tally[] names = new Tally[events.names()];
        Tally[] processes = new Tally[events.processes()];
        boolean whole = progress.visit(events.rows(), row -> {
            int process = events.image(events.imageId(row)).process();
            int name = events.nameId(row);
            int path = events.pathId(row);
            int target = events.targetId(row);
            take(names, name, events, row, process);
            moves(names, name, events, row);
            if (path != name) {
                take(names, path, events, row, process);
            }
            if (target != name && target != path) {
                take(names, target, events, row, process);
            }
            take(processes, process, events, row, process);
        });
        if (!whole) {
            return Optional.empty();
        }
        Map<Kind, List<Entity>> all = new HashMap<>();
        boolean several = workspace.captures().size() > 1;
        named(events, several ? merged(events, names) : names, all);
        all.put(Kind.PROCESSES, processes(events, processes));
        return Optional.of(new Entities(events, all));
    }

    private static void take(Tally[] tallies, int id, Events events, int row, int process) {
        if (id >= 0 && id < tallies.length) {
            if (tallies[id] == null) {
                tallies[id] = new Tally();
            }
            tallies[id].take(events, row, process);
        }
    }

    /** What passes between two descriptors counts with the one that the event is about. */
    private static void moves(Tally[] tallies, int id, Events events, int row) {
        EventType type = id < 0 || id >= tallies.length
                ? null
                : EventType.byCode(events.callCode(row)).orElse(null);
        if (type != null && (type.is(Trait.READS_FD) || type.is(Trait.WRITES_FD))) {
            tallies[id].moves(type.is(Trait.READS_FD), events.moved(row));
        }
    }

    /** The same name in several captures is one thing here. */
    private static Tally[] merged(Events events, Tally[] names) {
        Tally[] merged = names.clone();
        Map<String, Integer> known = new HashMap<>();
        for (int id = 0; id < merged.length; id++) {
            Integer before = merged[id] == null ? null : known.putIfAbsent(events.name(id), id);
            if (before != null) {
                add(merged[before], merged[id]);
                merged[id] = null;
            }
        }
        return merged;
    }

    private static void add(Tally to, Tally from) {
        to.events += from.events;
        to.errors += from.errors;
        to.alerts += from.alerts;
        to.moves(false, from.sent);
        to.moves(true, from.received);
        to.first = Math.min(to.first, from.first);
        to.last = Math.max(to.last, from.last);
        int both = Math.min(MOST_WHO, to.whoCount + from.whoCount);
        to.moreWho |= from.moreWho || to.whoCount + from.whoCount > MOST_WHO;
        to.who = Arrays.copyOf(to.who, both);
        System.arraycopy(from.who, 0, to.who, to.whoCount, both - to.whoCount);
        to.whoCount = both;
    }

    private static void named(Events events, Tally[] names, Map<Kind, List<Entity>> all) {
        for (int id = 0; id < names.length; id++) {
            Tally tally = names[id];
            if (tally != null) {
                String name = events.name(id);
                kindOf(name)
                        .ifPresent(kind -> all.computeIfAbsent(kind, key -> new ArrayList<>())
                                .add(tally.entity(kind, name, -1, tally.whoList(), tally.moreWho)));
            }
        }
    }

    private static List<Entity> processes(Events events, Tally[] tallies) {
        List<Entity> found = new ArrayList<>();
        for (int id = 0; id < tallies.length; id++) {
            ProcessEntry process = events.process(id);
            Tally tally = tallies[id] == null ? new Tally() : tallies[id];
            String command =
                    process.image() < 0 ? "?" : events.image(process.image()).commandLine();
            List<Integer> parent = process.parent() < 0 ? List.of() : List.of(process.parent());
            found.add(tally.entity(Kind.PROCESSES, command, id, parent, false));
        }
        return found;
    }

    public List<Entity> of(Kind kind) {
        return Collections.unmodifiableList(all.getOrDefault(kind, List.of()));
    }

    /**
     * Those that hold a text, in an order.
     *
     * @param text in any letter case, in the name or in who touched it; empty for all
     */
    public List<Entity> chosen(Kind kind, String text, Column by, boolean falling) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Entity> found = new ArrayList<>();
        for (Entity each : of(kind)) {
            if (wanted.isEmpty() || holds(each, wanted)) {
                found.add(each);
            }
        }
        Comparator<Entity> order = order(by);
        found.sort(falling ? order.reversed() : order);
        return found;
    }

    private boolean holds(Entity each, String wanted) {
        return each.name().toLowerCase(Locale.ROOT).contains(wanted)
                || each.process() >= 0
                        && Integer.toString(events.process(each.process()).pid())
                                .equals(wanted)
                || each.who().stream()
                        .anyMatch(
                                process -> who(process).toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Comparator<Entity> order(Column by) {
        return switch (by) {
            case NAME -> Comparator.comparing(Entity::name);
            case EVENTS -> numbers(Entity::events);
            case ERRORS -> numbers(Entity::errors);
            case ALERTS -> numbers(Entity::alerts);
            // What has no event stands behind.
            case FIRST -> numbers(each -> each.first() < 0 ? Long.MAX_VALUE : each.first());
            case LAST -> numbers(each -> each.last() < 0 ? Long.MAX_VALUE : each.last());
            case WHO -> numbers(each -> each.who().size() + (each.moreWho() ? 1 : 0));
        };
    }

    private static Comparator<Entity> numbers(ToLongFunction<Entity> number) {
        return Comparator.comparingLong(number).thenComparing(Entity::name);
    }

    /** {@code bash 4711#2}: the program that a process ran last, its number, and which use of it. Bytes. */
    public String who(int process) {
        return events.processName(process);
    }

    /** The condition that shows a file's or a connection's events; empty where the language cannot say its name. */
    public static String condition(Entity entity) {
        String value = Completion.written(entity.name());
        String condition = entity.kind() == Kind.FILES
                ? "(fd.name = " + value + " or lanner.path = " + value + " or lanner.path.target = " + value + ")"
                : "fd.name = " + value;
        boolean plain = entity.name().chars().allMatch(c -> c >= 32 && c < 127);
        return entity.kind() != Kind.PROCESSES
                        && plain
                        && RowQuery.problem(condition).isEmpty()
                ? condition
                : "";
    }
}
