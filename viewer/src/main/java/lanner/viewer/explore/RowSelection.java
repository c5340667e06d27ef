package lanner.viewer.explore;

import java.util.Arrays;

/** The places that are chosen: a range, so that ten million rows are as quick to choose as one. */
final class RowSelection {
    private static final long NONE = -1;

    private long anchor = NONE;
    private long lead = NONE;

    void clear() {
        choose(NONE);
    }

    /** Chooses a place alone; negative for none. */
    void choose(long place) {
        anchor = place;
        lead = place;
    }

    /** Chooses a place and all from the first one that was chosen. */
    void extend(long place) {
        anchor = anchor < 0 ? place : anchor;
        lead = place;
    }

    boolean isEmpty() {
        return anchor < 0;
    }

    boolean contains(long place) {
        return anchor >= 0 && place >= first() && place <= last();
    }

    /** The place that was chosen last; -1 for none. */
    long lead() {
        return lead;
    }

    long first() {
        return Math.min(anchor, lead);
    }

    long last() {
        return Math.max(anchor, lead);
    }

    long size() {
        return isEmpty() ? 0 : last() - first() + 1;
    }

    /** The rows that are chosen, in the order of the table; the first of very many. */
    int[] rows(RowPlaces places, int most) {
        int[] rows = new int[(int) Math.min(most, size())];
        Arrays.setAll(rows, place -> places.rowOf(first() + place));
        return rows;
    }
}
