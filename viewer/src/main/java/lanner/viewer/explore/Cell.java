package lanner.viewer.explore;

/**
 * A cell that was asked about.
 *
 * @param row negative for a header
 * @param field what it shows, as the rule language calls it; empty for none
 * @param column its place among the columns of the settings; -1 for a value that is shown elsewhere
 */
record Cell(int row, String field, String text, int column) {
    /** A value that is shown elsewhere than in the table. */
    Cell(int row, String field, String text) {
        this(row, field, text, -1);
    }
}
