package lanner.viewer.groups;

import java.util.ArrayList;
import java.util.List;
import lanner.investigation.groups.EventGroup;
import lanner.investigation.groups.EventGroups;
import lanner.investigation.groups.EventGroups.Column;
import lanner.investigation.groups.Grouping;
import lanner.investigation.index.Events;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.list.PaintedTable;
import lanner.viewer.model.Investigation;
import lanner.viewer.paint.DisplayText;

/** The columns of the groups of a grouping: one a field, then what each group comes to. */
final class GroupColumns {
    private static final int LONGEST = 400;
    private static final double VALUES_WIDTH = 330;
    private static final double LEAST_VALUE_WIDTH = 150;

    private static final List<Column> NUMBERS = List.of(Column.values()).subList(1, Column.values().length);

    private final Investigation investigation;

    GroupColumns(Investigation investigation) {
        this.investigation = investigation;
    }

    List<PaintedTable.Column<EventGroup>> of(Grouping grouping) {
        List<PaintedTable.Column<EventGroup>> columns = new ArrayList<>();
        int fields = grouping.by().size();
        for (int i = 0; i < fields; i++) {
            int place = i;
            columns.add(new PaintedTable.Column<>(
                    DisplayText.text(grouping.by().get(i), LONGEST),
                    Math.max(LEAST_VALUE_WIDTH, VALUES_WIDTH / fields),
                    false,
                    true,
                    group -> value(group, place),
                    group -> group.values().get(place) == null
                            ? investigation.settings().theme().get().quiet()
                            : null));
        }
        NUMBERS.forEach(column -> columns.add(new PaintedTable.Column<>(
                column.words(),
                width(column),
                !isMoment(column),
                true,
                group -> cell(column, group),
                group -> column == Column.ERRORS
                        ? investigation.settings().theme().get().failed()
                        : null)));
        return columns;
    }

    /** What a place among the columns is sorted by: all of the values together. */
    static Column column(int place, Grouping grouping) {
        int number = place - grouping.by().size();
        return number < 0 ? Column.VALUES : NUMBERS.get(number);
    }

    /** The place of the column that is sorted by. */
    static int place(Column column, Grouping grouping) {
        return column == Column.VALUES ? 0 : grouping.by().size() + NUMBERS.indexOf(column);
    }

    private static boolean isMoment(Column column) {
        return column == Column.FIRST || column == Column.LAST;
    }

    private static double width(Column column) {
        return switch (column) {
            case VALUES -> VALUES_WIDTH;
            case EVENTS -> 84;
            case ERRORS -> 70;
            case BYTES -> 104;
            case TIME, MEAN, LONGEST -> 88;
            case FIRST, LAST -> 126;
        };
    }

    private static String value(EventGroup group, int place) {
        String value = group.values().get(place);
        return value == null ? "(none)" : value.isEmpty() ? "(empty)" : DisplayText.text(value, LONGEST);
    }

    private String cell(Column column, EventGroup group) {
        long number = column.of(group.sums());
        if (isMoment(column)) {
            Events events = investigation.events().get();
            return number < 0 || number >= events.rows()
                    ? ""
                    : investigation.settings().time().get().moment(events.time((int) number), events.axis(0));
        }
        if (column.isSpan()) {
            return number < 0 ? "" : TimeFormat.span(number);
        }
        return column == Column.ERRORS && number == 0 ? "" : DisplayText.number(number);
    }

    /** A group in words: {@code proc.name = curl, evt.type = connect}. */
    static String words(EventGroups groups, EventGroup group) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < group.values().size(); i++) {
            words.append(i == 0 ? "" : ", ").append(groups.grouping().by().get(i));
            words.append(" = ").append(value(group, i));
        }
        return words.toString();
    }
}
