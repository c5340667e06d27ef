package lanner.viewer.explore;

import java.util.List;
import java.util.Optional;
import lanner.investigation.index.Events;
import lanner.investigation.rows.About;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSort;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TableColumns;

/** Makes conditions of cells, and puts them into the filter. */
final class CellConditions {
    private static final String TIME = "evt.time";
    private static final String NANOSECONDS = "evt.rawtime";

    private final Investigation investigation;
    private final FilterBar filterBar;
    private final IndexedValues indexed;

    CellConditions(Investigation investigation, FilterBar filterBar) {
        this.investigation = investigation;
        this.filterBar = filterBar;
        indexed = new IndexedValues(investigation.workspace());
    }

    /**
     * The condition that a cell stands for, or why there is none.
     *
     * @param text holds for the cell's event; empty for none
     * @param opposite holds for all events for which the text does not
     * @param refusal a sentence; empty where there is a condition
     */
    record Condition(String text, String opposite, String refusal) {
        private static Condition none(String refusal) {
            return new Condition("", "", refusal);
        }

        /** A comparison, unless the rule language refuses it. */
        private static Condition of(String field, String comparison) {
            return RowQuery.problem(comparison).isEmpty()
                    ? new Condition(comparison, "not " + comparison, "")
                    : none(field + " cannot be compared with this value in a condition");
        }

        boolean isThere() {
            return !text.isEmpty();
        }
    }

    /** What a cell can be filtered by. */
    Condition of(Cell cell) {
        Events events = investigation.events().get();
        if (cell.field().isEmpty()) {
            return Condition.none("This column shows several values: choose one of them in the details");
        }
        if (isAbout(cell)) {
            return About.of(events, cell.row())
                    .map(about -> Condition.of(cell.field(), about.comparison()))
                    .orElse(Condition.none("This event is about no file, connection or program to filter by"));
        }
        if (cell.field().equals(TIME)) {
            return Condition.of(TIME, Completion.comparison(NANOSECONDS, Long.toString(events.time(cell.row()))));
        }
        if (cell.state() == Cell.State.UNREAD) {
            return Condition.none(cell.field() + " is still being read for this event: try again when it is shown");
        }
        if (cell.field().equals(RowSort.DURATION)) {
            // Nobody looks for calls that took just as many nanoseconds.
            return value(cell)
                    .map(value ->
                            new Condition(RowSort.DURATION + " >= " + value, RowSort.DURATION + " < " + value, ""))
                    .orElseGet(() -> missing(cell.field()));
        }
        return value(cell)
                .map(value -> Condition.of(cell.field(), Completion.comparison(cell.field(), value)))
                .orElseGet(() -> missing(cell.field()));
    }

    private Optional<String> value(Cell cell) {
        if (indexed.holds(cell.field())) {
            return indexed.value(cell.field(), cell.row());
        }
        return cell.state() == Cell.State.MISSING ? Optional.empty() : Optional.of(cell.text());
    }

    private static Condition missing(String field) {
        return new Condition("not " + field + " exists", field + " exists", "");
    }

    /** Whether it is a cell of the column that says what an event is about. */
    private boolean isAbout(Cell cell) {
        List<TableColumns.Column> columns =
                investigation.settings().columns().list().get();
        return cell.column() >= 0
                && cell.column() < columns.size()
                && columns.get(cell.column()).id().equals(TableColumns.Own.ABOUT.id());
    }

    /** Puts a cell's condition into the filter, or says why there is none. */
    void combine(String joint, Cell cell, boolean not, boolean apply) {
        Condition condition = of(cell);
        if (!condition.isThere()) {
            investigation.refuse(condition.refusal());
            return;
        }
        String more = not ? condition.opposite() : condition.text();
        String before = investigation.query().condition().get();
        boolean alone = joint.isEmpty() || before.isEmpty();
        String left =
                before.contains(" or ") || joint.equals("or") && before.contains(" and ") ? "(" + before + ")" : before;
        filterBar.set(alone ? more : left + " " + joint + " " + more, apply);
    }
}
