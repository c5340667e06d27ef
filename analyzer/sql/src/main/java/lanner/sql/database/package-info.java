/**
 * The database, DuckDB, and the one place that knows it: tables become functions that it calls for rows, with the columns
 * that a statement needs; what statements may do is limited before the first of them runs.
 */
@NullMarked
package lanner.sql.database;

import org.jspecify.annotations.NullMarked;
