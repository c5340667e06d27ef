/** What a fleet answers as tables: columns, a row each with name, type, documentation and value together, and their Parquet files. */
@NullMarked
package lanner.fleet.table;

import org.jspecify.annotations.NullMarked;
