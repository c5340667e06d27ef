package lanner.sql.table;

/**
 * A column of a table.
 *
 * @param documentation a sentence that says what it holds, and when it is NULL
 */
public record Column(String name, ColumnType type, String documentation) {}
