/**
 * SQL about captures, on DuckDB. An installation may lack it: the command line finds it as a service.
 *
 * <pre>
 * {@link lanner.sql.table} columns and rows of the captures ─▶ {@link lanner.sql.database} DuckDB ─▶ {@link lanner.sql.output} table, CSV, JSON lines
 *                                                        {@link lanner.sql.shell} statements from a terminal
 * </pre>
 */
@NullMarked
package lanner.sql;

import org.jspecify.annotations.NullMarked;
