package lanner.investigation.casework;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.alert.Priority;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What a capture comes to, for a first look: figures, each with its course over time and the way to the events
 * behind it, and what deserves the first look.
 *
 * @param figures one for each measure, in the order of {@link Measure}
 * @param looks what to look at first, the gravest first; at most {@link SummaryPass#MOST_OF_A_KIND} of each kind
 * @param more how many of a kind there are beyond those
 * @param priorities alerts by priority, those alone that there are, the gravest first
 * @param activity programs, files and peers
 * @param from the first event's moment on the axis; 0 for no event
 * @param to the last event's
 */
public record CaseSummary(
        List<Figure> figures,
        List<Look> looks,
        Map<Look.Kind, Integer> more,
        List<PriorityCount> priorities,
        Activity activity,
        long from,
        long to) {
    /** How many parts of the time a figure's course has. */
    public static final int PARTS = 48;

    /** What is counted. */
    public enum Measure {
        EVENTS("Events", ""),
        DURATION("Duration", ""),
        PROCESSES("Processes", ""),
        PROGRAMS("Programs run", "evt.type in (execve, execveat) and evt.failed = false"),
        WRITES("Files opened for writing", "(evt.is_open_write = true or evt.type = creat) and evt.failed = false"),
        CONNECTIONS("Connections", "evt.type in (connect, accept, accept4) and fd.type in (ipv4, ipv6)"),
        FAILED("Failed calls", "evt.failed = true and not evt.res in (EINPROGRESS, EALREADY)"),
        ALERTS("Alerts", ""),
        GAPS("Gaps", "");

        private final String words;
        private final String condition;

        Measure(String words, String condition) {
            this.words = words;
            this.condition = condition;
        }

        public String words() {
            return words;
        }

        /** The events that are counted, in the rule language; empty where a {@link RowFilter} says it. */
        public String condition() {
            return condition;
        }
    }

    /**
     * A figure.
     *
     * @param value how many; of {@link Measure#DURATION} nanoseconds
     * @param events how many events stand behind it: what {@link #filter} with the measure's condition shows
     * @param course how many of these events fall into each of {@link #PARTS} parts of the time
     * @param filter what narrows besides the measure's condition
     */
    public record Figure(Measure measure, long value, long events, int[] course, RowFilter filter) {}

    /** How many alerts are of a priority, and which events raised them. */
    public record PriorityCount(Priority priority, long count, BitSet rows) {}

    /**
     * Something that deserves a look.
     *
     * @param text what it is; bytes, one character each
     * @param detail of an alert who did what to what the first time, and what became of it; of a peer the bytes each way; empty
     *     for others. Bytes, one character each
     * @param count how many events
     * @param row the first of them
     * @param condition shows exactly these events together with {@code rows}; empty for none
     * @param rows what narrows besides; null for nothing
     */
    public record Look(
            Kind kind,
            String text,
            String detail,
            long count,
            int row,
            String condition,
            RowFilter.@Nullable Some rows) {
        /** Why it deserves one. */
        public enum Kind {
            ALERT("Gravest alerts"),
            NEW_PROGRAM("Programs that were written here, then run"),
            SETTINGS("Opened for writing below /etc and in cron's places"),
            PEER("Outbound peers"),
            PRIVILEGE("Changes of privilege");

            private final String words;

            Kind(String words) {
                this.words = words;
            }

            public String words() {
                return words;
            }
        }
    }

    public CaseSummary {
        figures = List.copyOf(figures);
        looks = List.copyOf(looks);
        more = Map.copyOf(more);
        priorities = List.copyOf(priorities);
    }

    public Figure figure(Measure measure) {
        return figures.stream()
                .filter(figure -> figure.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    /** What deserves a look, by its kind. */
    public Map<Look.Kind, List<Look>> byKind() {
        Map<Look.Kind, List<Look>> all = new EnumMap<>(Look.Kind.class);
        for (Look.Kind kind : Look.Kind.values()) {
            all.put(kind, looks.stream().filter(look -> look.kind() == kind).toList());
        }
        return all;
    }

    /**
     * Looks through the index of a workspace once; of records only those of execs and of changes of privilege are read.
     *
     * @return empty if it was cancelled
     */
    public static Optional<CaseSummary> of(Workspace workspace, JobProgress progress) throws IOException {
        return new SummaryPass(workspace).run(progress);
    }
}
