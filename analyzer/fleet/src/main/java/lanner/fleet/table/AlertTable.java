package lanner.fleet.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.List;
import lanner.engine.alert.Alert;
import lanner.engine.json.JsonText;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code alerts}: a row an alert, parted by day and host. */
public final class AlertTable {
    /** An alert and the name of its capture. */
    private record Told(String capture, Alert alert) {}

    // spotless:off
    private static final List<Column<Told>> COLUMNS = List.of(
        new Column<>("capture", StringType, "The capture's path.", told -> told.capture),
        new Column<>("event", LongType, "The number of the event that raised it.", told -> told.alert.eventNumber()),
        new Column<>("time", TimestampType, "Its time, to the microsecond.", told -> Column.instant(told.alert.time())),
        new Column<>("time_ns", LongType, "The same, nanoseconds since 1970.", told -> told.alert.time()),
        new Column<>("rule", StringType, "The rule.", told -> told.alert.rule()),
        new Column<>("source", StringType, "`syscall` or `k8s_audit`.", told -> told.alert.source().label()),
        new Column<>("priority", StringType, "`Emergency` to `Debug`.", told -> told.alert.priority().word()),
        new Column<>("severity", IntegerType, "The same as a number, 0 for the gravest to 7.", told -> told.alert.priority().severity()),
        new Column<>("tags", DataTypes.createArrayType(StringType), "The rule's tags.", told -> told.alert.tags().toArray(String[]::new)),
        new Column<>("message", StringType, "The rule's output.", told -> JsonText.characters(told.alert.message())),
        new Column<>("outcome", StringType, "What became of what it tells of: `done`, `refused`, `pending` or `unknown`.", told -> told.alert.outcome().kind().word()),
        new Column<>("error", StringType, "The error's name; NULL if it was done.", told -> told.alert.outcome().error().isEmpty() ? null : told.alert.outcome().error()),
        new Column<>("inline", BooleanType, "Whether it rests on the process's own statement.", told -> told.alert.inline()),
        new Column<>("fields", StringType, "The fields of the rule's output, as a JSON object.", told -> JsonText.write(JsonText.latinNames(told.alert.fields()))),
        new Column<>(Column.DATE, StringType, "The day of `time` in UTC.", told -> Column.date(told.alert.time())),
        new Column<>(Column.HOST, StringType, "The machine's name, its first 64 characters.", told -> Column.host(told.alert.hostname())));
    // spotless:on

    private AlertTable() {}

    public static StructType schema() {
        return Column.schema(COLUMNS);
    }

    /** Its columns as rows of a table in Markdown. */
    public static String document() {
        return Column.document(COLUMNS);
    }

    /** The row of an alert. */
    public static Row row(String capture, Alert alert) {
        return Column.row(COLUMNS, new Told(capture, alert));
    }
}
