package lanner.investigation.casework;

import java.util.List;
import lanner.investigation.rows.RowSet;

/**
 * The part of captures that a page shows.
 *
 * @param rows the events
 * @param choice what chose them, a phrase for each part; none if all were chosen. Printable
 * @param most how many of them the page holds, the first ones
 */
public record Excerpt(RowSet rows, List<String> choice, int most) {
    /** A page of more events is slow to open. */
    public static final int MOST = 100_000;

    public Excerpt {
        choice = List.copyOf(choice);
    }

    /** As many of the events as a page takes. */
    public Excerpt(RowSet rows, List<String> choice) {
        this(rows, choice, MOST);
    }

    /** How many of the events the page holds. */
    int shown() {
        return Math.min(most, rows.size());
    }

    /** Whether the page holds a row. */
    boolean holds(int row) {
        int place = rows.placeOf(row);
        return place < shown() && rows.row(place) == row;
    }
}
