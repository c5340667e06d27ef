package lanner.viewer.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lanner.investigation.rows.RowSort;
import lanner.viewer.model.Settings;
import lanner.viewer.model.TableColumns;

/**
 * The columns of the table of events where they stand in the window: marks first, then those of the settings. Keys are
 * about the selected one.
 */
final class EventColumns {
    static final double MARKS_WIDTH = 34;
    private static final double GRIP = 4;
    private static final int FIRST_AT_HAND = 3;

    private final Settings settings;
    private final List<Column> columns = new ArrayList<>();
    /** How far they are scrolled to the left, in pixels. */
    private double shift;

    private int at = FIRST_AT_HAND;

    /** A column. */
    static final class Column {
        /** As {@link RowSort} calls it; empty for one that rows are not sorted by. */
        final String id;

        final String name;
        /** What its cells are compared by; empty for nothing. */
        final String field;

        final boolean right;
        final boolean fixed;
        /** Its place among the fields that are replayed; -1 for a column that needs none. */
        final int replayed;

        private double width;

        Column(String id, String name, String field, double width, int replayed) {
            this.id = id;
            this.name = name;
            this.field = field;
            this.width = width;
            this.replayed = replayed;
            right = id.equals(RowSort.NUMBER) || id.equals(RowSort.DURATION);
            fixed = !id.equals(RowSort.PROCESS) && !id.equals(RowSort.CALL);
        }

        /** Whether it shows a field as it is. */
        boolean isField() {
            return !id.isEmpty() && id.equals(field);
        }
    }

    EventColumns(Settings settings) {
        this.settings = settings;
    }

    /**
     * Takes the columns of the settings.
     *
     * @param isIndexed whether a field's values are in the index
     * @return the fields that only a replay knows
     */
    List<String> reload(Predicate<String> isIndexed) {
        List<String> replayed = new ArrayList<>();
        columns.clear();
        columns.add(new Column("", "", "", MARKS_WIDTH, -1));
        for (TableColumns.Column each : settings.columns().list().get()) {
            boolean byReplay = each.own().isEmpty() && !isIndexed.test(each.id());
            columns.add(
                    new Column(each.id(), each.words(), each.field(), each.width(), byReplay ? replayed.size() : -1));
            if (byReplay) {
                replayed.add(each.id());
            }
        }
        at = Math.min(at, columns.size() - 1);
        return replayed;
    }

    int size() {
        return columns.size();
    }

    Column get(int place) {
        return columns.get(place);
    }

    /** Those that show something of an event, without the marks. */
    List<Column> shown() {
        return columns.subList(1, columns.size());
    }

    Optional<Column> find(String id) {
        return columns.stream().filter(column -> column.id.equals(id)).findFirst();
    }

    /** The place of the current column. */
    int at() {
        return at;
    }

    /** Puts a column at hand, the nearest to a place; the marks never are. */
    void moveTo(int place) {
        at = Math.max(1, Math.min(columns.size() - 1, place));
    }

    /** Where the first column begins; negative when they are scrolled to the left. */
    double left() {
        return -shift;
    }

    /** In pixels. */
    double width(Column column) {
        return column.width * settings.scale().get();
    }

    /** Makes a column as wide as needed to end at a pixel. */
    void endAt(int place, double x) {
        double start = left();
        for (int i = 0; i < place; i++) {
            start += width(columns.get(i));
        }
        columns.get(place).width = Math.max(
                TableColumns.LEAST_WIDTH, (x - start) / settings.scale().get());
    }

    /** Keeps the width of a column in the settings. */
    void keepWidth(int place) {
        settings.columns().width(place - 1, columns.get(place).width);
    }

    /** The column that ends at a pixel; -1 for none. */
    int edgeAt(double x) {
        double edge = left();
        for (int i = 0; i < columns.size(); i++) {
            edge += width(columns.get(i));
            if (i > 0 && Math.abs(x - edge) <= GRIP) {
                return i;
            }
        }
        return -1;
    }

    /** The place of the column at a pixel. */
    int indexAt(double x) {
        double edge = left();
        for (int i = 0; i < columns.size(); i++) {
            edge += width(columns.get(i));
            if (x < edge) {
                return i;
            }
        }
        return columns.size() - 1;
    }

    /** Scrolls only as far as needed to show the selected one; the first column brings the marks with it. */
    void reveal(double room) {
        if (room <= 1) {
            // Not laid out yet.
            return;
        }
        double from = 0;
        for (int i = 0; i < at; i++) {
            from += width(columns.get(i));
        }
        double to = from + width(columns.get(at));
        shift = Math.max(0, at == 1 ? 0 : Math.min(from, Math.max(shift, to - room)));
    }

    /** Scrolls by some pixels, not beyond the ends. */
    void scroll(double by, double room) {
        double all = columns.stream().mapToDouble(this::width).sum();
        shift = Math.max(0, Math.min(all - room, shift + by));
    }
}
