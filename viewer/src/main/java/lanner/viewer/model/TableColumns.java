package lanner.viewer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.RowSort;

/** The columns of the table of events: which, in what order, how wide. For the JavaFX thread. */
public final class TableColumns {
    public static final double LEAST_WIDTH = 30;
    private static final double MOST_WIDTH = 4000;
    private static final double USUAL_WIDTH = 130;
    private static final int MOST = 40;
    /** So that all of them can be kept. */
    private static final int LONGEST_ID = 150;

    /** The columns of a first start. */
    public enum Own {
        NUMBER(RowSort.NUMBER, "No.", "evt.num", 78),
        TIME(RowSort.TIME, "Time", "evt.time", 128),
        PROCESS(RowSort.PROCESS, "Process", "proc.name", 130),
        CALL(RowSort.CALL, "Call", "evt.type", 92),
        RESULT(RowSort.RESULT, "Result", "evt.res", 84),
        DURATION(RowSort.DURATION, "Took", RowSort.DURATION, 70),
        ABOUT(RowSort.ABOUT, "About", "fd.name", 330),
        /** As the record has them, without the state around: descriptors are numbers. */
        ARGUMENTS(RowSort.ARGUMENTS, "Arguments", "", 700);

        private final String id;
        private final String words;
        private final String field;
        private final double width;

        Own(String id, String words, String field, double width) {
            this.id = id;
            this.words = words;
            this.field = field;
            this.width = width;
        }

        public String id() {
            return id;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A column.
     *
     * @param id of one of {@link Own}, or a field
     * @param width in pixels at usual size
     */
    public record Column(String id, double width) {
        public Optional<Own> own() {
            return Arrays.stream(Own.values()).filter(own -> own.id.equals(id)).findFirst();
        }

        /** What stands above it. */
        public String words() {
            return own().map(Own::words).orElse(id);
        }

        /** What a cell of it is compared by; empty for nothing. */
        public String field() {
            return own().map(own -> own.field).orElse(id);
        }
    }

    private final ReadOnlyObjectWrapper<List<Column>> list = new ReadOnlyObjectWrapper<>(usual());

    private static List<Column> usual() {
        return Arrays.stream(Own.values())
                .map(own -> new Column(own.id, own.width))
                .toList();
    }

    /** Binds these to others: a change of one is a change of both. */
    void follow(TableColumns others) {
        list.bindBidirectional(others.list);
    }

    /** At least one column; an immutable list. */
    public ReadOnlyObjectProperty<List<Column>> list() {
        return list.getReadOnlyProperty();
    }

    /** Whether there is such a column already. */
    public boolean has(String id) {
        return list.get().stream().anyMatch(column -> column.id().equals(id));
    }

    /**
     * Adds a column.
     *
     * @param id of one of {@link Own}, or a field
     * @param at its place
     * @return why not; empty if it is there now
     */
    public Optional<String> add(String id, int at) {
        Column column = new Column(id, USUAL_WIDTH);
        if (id.length() > LONGEST_ID) {
            return Optional.of("a column's field is at most " + LONGEST_ID + " characters long");
        }
        if (column.own().isEmpty()) {
            Optional<String> problem = CellReader.problem(id);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (has(id)) {
            return Optional.of("there is a column " + column.words() + " already");
        }
        if (list.get().size() >= MOST) {
            return Optional.of("there are " + MOST + " columns already: remove one first");
        }
        List<Column> more = new ArrayList<>(list.get());
        more.add(
                Math.max(0, Math.min(more.size(), at)),
                column.own().map(own -> new Column(id, own.width)).orElse(column));
        list.set(List.copyOf(more));
        return Optional.empty();
    }

    /** Takes a column away; the last one stays. */
    public void remove(int at) {
        if (list.get().size() > 1) {
            List<Column> fewer = new ArrayList<>(list.get());
            fewer.remove(at);
            list.set(List.copyOf(fewer));
        }
    }

    /** Puts a column at another place, if there is one. */
    public void move(int from, int to) {
        if (to >= 0 && to < list.get().size() && from != to) {
            List<Column> moved = new ArrayList<>(list.get());
            moved.add(to, moved.remove(from));
            list.set(List.copyOf(moved));
        }
    }

    public void width(int at, double width) {
        List<Column> others = new ArrayList<>(list.get());
        others.set(at, new Column(others.get(at).id(), bounded(width)));
        list.set(List.copyOf(others));
    }

    private static double bounded(double width) {
        return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, Math.rint(width)));
    }

    /** The columns of a first start, in their first width. */
    public void reset() {
        list.set(usual());
    }

    /** One a line, its width behind it. */
    String written() {
        return list.get().stream()
                .map(column -> column.id() + " " + Math.round(column.width()))
                .collect(Collectors.joining("\n"));
    }

    /** Takes what {@link #written} wrote; lines that say nothing are passed over. */
    void read(String text) {
        TableColumns read = new TableColumns();
        read.list.set(List.of());
        for (String line : text.split("\n", MOST + 1)) {
            int space = line.lastIndexOf(' ');
            String width = line.substring(space + 1);
            if (space > 0
                    && width.matches("[0-9]{1,5}")
                    && read.add(line.substring(0, space), MOST).isEmpty()) {
                read.width(read.list.get().size() - 1, Integer.parseInt(width));
            }
        }
        if (!read.list.get().isEmpty()) {
            list.set(read.list.get());
        }
    }
}
