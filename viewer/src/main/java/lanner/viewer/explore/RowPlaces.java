package lanner.viewer.explore;

import java.util.Optional;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowView;
import lanner.viewer.model.EventQuery;
import lanner.viewer.model.Investigation;

/** Which row stands at which place of the table: as recorded, or sorted; matching rows alone, or all in context mode. */
final class RowPlaces {
    private final Investigation investigation;
    private final EventQuery query;

    RowPlaces(Investigation investigation) {
        this.investigation = investigation;
        this.query = investigation.query();
    }

    RowSet rows() {
        return query.rows().get();
    }

    Events events() {
        return investigation.events().get();
    }

    /** In context mode every event has a place; those that do not match are dimmed. */
    boolean isContext() {
        return query.context().get() && !rows().isAll();
    }

    boolean isSorted() {
        return query.order().get() != null;
    }

    int rowOf(long place) {
        RowOrder order = query.order().get();
        return order != null ? order.row((int) place) : isContext() ? (int) place : rows().row((int) place);
    }

    long placeOf(int row) {
        RowOrder order = query.order().get();
        return order != null ? order.placeOf(row) : isContext() ? row : rows().placeOf(row);
    }

    long count() {
        RowOrder order = query.order().get();
        return order != null ? order.size() : isContext() ? events().rows() : rows().size();
    }

    /** The same for a job in a background job. */
    RowView view() {
        return new RowView(events(), rows(), Optional.ofNullable(query.order().get()), isContext());
    }
}
