package lanner.investigation.rows;

import java.util.Optional;
import lanner.investigation.index.Events;

/**
 * The places of a list of rows, from 0: what a condition found or, with others dimmed, all of them; as recorded or sorted.
 *
 * @param rows what was found
 * @param order another order of what is shown; empty for as recorded
 * @param context whether all events have a place
 */
public record RowView(Events events, RowSet rows, Optional<RowOrder> order, boolean context) {
    public int count() {
        return order.map(RowOrder::size).orElseGet(() -> context ? events.rows() : rows.size());
    }

    public int row(int place) {
        return order.isPresent() ? order.get().row(place) : context ? place : rows.row(place);
    }

    /** Where a row stands; -1 for one that does not. */
    int placeOf(int row) {
        int place = order.isPresent() ? order.get().placeOf(row) : context ? row : rows.placeOf(row);
        return place < count() && row(place) == row ? place : -1;
    }
}
