package lanner.viewer.explore;

import java.util.List;
import java.util.Optional;
import lanner.investigation.index.Events;
import lanner.investigation.rows.About;
import lanner.investigation.rows.Completion;
import lanner.investigation.rows.RowQuery;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TableColumns;

/** Makes conditions of cells, and puts them into the filter. */
final class CellConditions {
    private final Investigation investigation;
    private final FilterBar filterBar;

    CellConditions(Investigation investigation, FilterBar filterBar) {
        this.investigation = investigation;
        this.filterBar = filterBar;
    }

    /** The cell as a comparison; empty where it cannot be one. */
    String comparison(Cell cell) {
        Events events = investigation.events().get();
        Optional<About> about = isAbout(cell) ? About.of(events, cell.row()) : Optional.empty();
        if (about.isPresent()) {
            return valid(about.get().comparison());
        }
        String value = switch (cell.field()) {
            case "" -> "";
            case "evt.num" -> Long.toString(events.number(cell.row()));
            case "evt.time" -> "";
            case "proc.name" -> events.image(events.imageId(cell.row())).comm();
            case "evt.type" -> events.call(cell.row());
            case "evt.res" -> events.failed(cell.row()) ? cell.text() : "SUCCESS";
            default -> cell.text();
        };
        return value.isEmpty() ? "" : valid(Completion.comparison(cell.field(), value));
    }

    /** Whether it is a cell of the column that says what an event is about. */
    private boolean isAbout(Cell cell) {
        List<TableColumns.Column> columns =
                investigation.settings().columns().list().get();
        return cell.column() >= 0
                && cell.column() < columns.size()
                && columns.get(cell.column()).id().equals(TableColumns.Own.ABOUT.id());
    }

    private static String valid(String comparison) {
        return RowQuery.problem(comparison).isEmpty() ? comparison : "";
    }

    void combine(String joint, Cell cell, boolean not, boolean apply) {
        String comparison = comparison(cell);
        if (comparison.isEmpty()) {
            return;
        }
        String more = (not ? "not " : "") + comparison;
        String before = investigation.query().condition().get();
        boolean alone = joint.isEmpty() || before.isEmpty();
        String left =
                before.contains(" or ") || joint.equals("or") && before.contains(" and ") ? "(" + before + ")" : before;
        filterBar.set(alone ? more : left + " " + joint + " " + more, apply);
    }
}
