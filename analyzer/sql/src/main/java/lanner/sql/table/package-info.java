/**
 * The tables: their columns, with what each means, and their rows, each made when it is asked for. Nothing here knows a
 * database.
 */
@NullMarked
package lanner.sql.table;

import org.jspecify.annotations.NullMarked;
