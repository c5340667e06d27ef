package lanner.fleet.table;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param documentation a sentence that says what it holds
 * @param value of a row; null where there is none
 */
record Column<T>(String name, DataType type, String documentation, Value<T> value) {
    /** The directories of a table that is parted by day and host. */
    static final String DATE = "date";

    static final String HOST = "host";

    /** A name may be so long in the name of a directory: each character of it may become several bytes there. */
    private static final int LONGEST_HOST = 64;

    private static final long NANOS = 1_000_000_000L;

    /** Reads a column's value of what a row tells. */
    @FunctionalInterface
    interface Value<T> {
        @Nullable
        Object of(T row);
    }

    static <T> StructType schema(List<Column<T>> columns) {
        StructType schema = new StructType();
        for (Column<T> column : columns) {
            schema = schema.add(column.name, column.type, true);
        }
        return schema;
    }

    static <T> Row row(List<Column<T>> columns, T told) {
        return RowFactory.create(
                columns.stream().map(column -> column.value.of(told)).toArray());
    }

    static <T> String document(List<Column<T>> columns) {
        return columns.stream()
                .map(column -> "| `" + column.name + "` | " + column.type.simpleString() + " | " + column.documentation
                        + " |\n")
                .collect(Collectors.joining());
    }

    /** A time for a column; microseconds of it are kept. */
    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    /** The day of a time, in UTC. */
    static String date(long nanos) {
        return instant(nanos).toString().substring(0, "2026-01-31".length());
    }

    /** A host's name as that of a directory, shortened. */
    static String host(String name) {
        return name.substring(0, Math.min(LONGEST_HOST, name.length()));
    }
}
