package lanner.investigation.groups;

import lanner.investigation.index.Events;
import lanner.investigation.rows.RowSet;

/**
 * Some rows of a set, one behind the other: all that it has now, or those of a stretch of time. Rows that come to the set
 * later are not among them.
 *
 * @param from the place of the first one in the set
 * @param size how many they are
 */
public record Choice(RowSet rows, int from, int size) {
    public static Choice all(RowSet rows) {
        return new Choice(rows, 0, rows.size());
    }

    /**
     * Those between two moments, both included.
     *
     * @param first nanoseconds on the axis
     */
    public static Choice between(Events events, RowSet rows, long first, long last) {
        int from = rows.placeOf(events.firstAt(first));
        int to = last == Long.MAX_VALUE ? rows.size() : rows.placeOf(events.firstAt(last + 1));
        return new Choice(rows, from, Math.max(0, to - from));
    }

    /** The row at a place, from 0; in ascending order. */
    public int row(int place) {
        return rows.row(from + place);
    }
}
