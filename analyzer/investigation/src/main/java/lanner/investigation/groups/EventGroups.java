package lanner.investigation.groups;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Events by the values of some fields. Never changes once it is made. */
public final class EventGroups {
    /** Against captures whose values have no end: events of more groups are in {@link #others}. */
    public static final int MOST = 100_000;

    /** What groups can be sorted by. */
    public enum Column {
        VALUES("", false),
        EVENTS("Events", false),
        ERRORS("Errors", false),
        BYTES("Bytes", false),
        TIME("Time", true),
        MEAN("Mean", true),
        LONGEST("Longest", true),
        FIRST("First", false),
        LAST("Last", false);

        private final String words;
        private final boolean span;

        Column(String words, boolean span) {
            this.words = words;
            this.span = span;
        }

        /** Its heading; empty for the values, whose headings are the fields. */
        public String words() {
            return words;
        }

        /** Whether its numbers are nanoseconds that a call took; -1 is one that is not known. */
        public boolean isSpan() {
            return span;
        }

        /** Its number; 0 for the values. */
        public long of(Sums sums) {
            return switch (this) {
                case VALUES -> 0;
                case EVENTS -> sums.count();
                case ERRORS -> sums.errors();
                case BYTES -> sums.bytes();
                case TIME -> sums.time();
                case MEAN -> sums.mean();
                case LONGEST -> sums.longest();
                case FIRST -> sums.first();
                case LAST -> sums.last();
            };
        }
    }

    private static final Comparator<EventGroup> BY_VALUES = EventGroups::compare;

    private final Grouping grouping;
    private final List<EventGroup> groups;
    private final Sums all;
    private final Sums others;

    private EventGroups(Grouping grouping, List<EventGroup> groups, Sums all, Sums others) {
        this.grouping = grouping;
        this.groups = List.copyOf(groups);
        this.all = all;
        this.others = others;
    }

    /**
     * Groups events. Fields that are in no column of the index are read by a replay of the whole capture.
     *
     * @return empty if it was cancelled
     */
    public static Optional<EventGroups> of(Workspace workspace, Choice choice, Grouping grouping, JobProgress progress)
            throws IOException {
        GroupPass pass = new GroupPass(workspace, choice, grouping);
        List<EventGroup> groups = new ArrayList<>();
        Sums all = new Sums();
        Sums others = new Sums();
        boolean whole = pass.run(progress, (row, group) -> {
            all.take(workspace.events(), row);
            if (group == GroupPass.OTHER) {
                others.take(workspace.events(), row);
                return;
            }
            if (group == groups.size()) {
                groups.add(new EventGroup(pass.values(group), new Sums()));
            }
            groups.get(group).sums().take(workspace.events(), row);
        });
        return whole ? Optional.of(new EventGroups(grouping, groups, all, others)) : Optional.empty();
    }

    public Grouping grouping() {
        return grouping;
    }

    /** How many groups there are, without the others. */
    public int size() {
        return groups.size();
    }

    /** All events. */
    public Sums all() {
        return all;
    }

    /** Those whose groups were too many to keep apart. */
    public Sums others() {
        return others;
    }

    /** The groups in an order; those that are equal in it by their values. */
    public List<EventGroup> sorted(Column by, boolean falling) {
        List<EventGroup> sorted = new ArrayList<>(groups);
        Comparator<EventGroup> order = by == Column.VALUES
                ? falling ? BY_VALUES.reversed() : BY_VALUES
                : (falling ? number(by).reversed() : number(by)).thenComparing(BY_VALUES);
        sorted.sort(order);
        return sorted;
    }

    private static Comparator<EventGroup> number(Column by) {
        return Comparator.comparingLong(group -> by.of(group.sums()));
    }

    /** A value that is missing stands first. */
    private static int compare(EventGroup one, EventGroup other) {
        for (int i = 0; i < one.values().size(); i++) {
            int order = compare(one.values().get(i), other.values().get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(@Nullable String one, @Nullable String other) {
        return one == null ? other == null ? 0 : -1 : other == null ? 1 : one.compareTo(other);
    }

    /**
     * The condition for a group's events, if the columns of the index answer it; else the rows have to be read by
     * {@link #rows}.
     */
    public Optional<String> condition(Workspace workspace, EventGroup group) {
        IndexedValues indexed = new IndexedValues(workspace);
        boolean held = grouping.by().stream().allMatch(indexed::holds);
        return held ? group.condition(grouping) : Optional.empty();
    }

    /**
     * The rows of a group.
     *
     * @param choice what the groups were made of
     * @return empty if it was cancelled
     */
    public Optional<BitSet> rows(Workspace workspace, Choice choice, EventGroup group, JobProgress progress)
            throws IOException {
        GroupPass pass = new GroupPass(workspace, choice, grouping);
        BitSet rows = new BitSet();
        int[] wanted = {GroupPass.OTHER};
        int[] seen = {0};
        boolean whole = pass.run(progress, (row, number) -> {
            if (number == seen[0]) {
                seen[0]++;
                wanted[0] = pass.values(number).equals(group.values()) ? number : wanted[0];
            }
            if (number != GroupPass.OTHER && number == wanted[0]) {
                rows.set(row);
            }
        });
        return whole ? Optional.of(rows) : Optional.empty();
    }
}
