package lanner.viewer.explore;

/**
 * A cell that was asked about.
 *
 * @param row negative for a header
 * @param field what it shows, as the rule language calls it; empty for none
 * @param text the field's value, or what is shown where the column is no field; empty for none
 * @param column its place among the columns of the settings; -1 for a value that is shown elsewhere
 */
record Cell(int row, String field, String text, int column, State state) {
    /** What is known of the value. */
    enum State {
        KNOWN,
        /** The event has no such value. */
        MISSING,
        /** A background job has yet to read it. */
        UNREAD
    }

    /** A value that is shown elsewhere than in the table. */
    Cell(int row, String field, String text) {
        this(row, field, text, -1, State.KNOWN);
    }

    /** The header of a column. */
    static Cell header(String field, int column) {
        return new Cell(-1, field, "", column, State.KNOWN);
    }
}
