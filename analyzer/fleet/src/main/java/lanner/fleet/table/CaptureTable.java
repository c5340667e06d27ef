package lanner.fleet.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import lanner.capture.CaptureReport;
import lanner.cli.fleet.FleetCapture;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** {@code captures}: a row a capture, those that could not be read too. */
public final class CaptureTable {
    // spotless:off
    private static final List<Column<FleetCapture>> COLUMNS = List.of(
        new Column<>("capture", StringType, "The capture's path.", FleetCapture::name),
        new Column<>("events", LongType, "How many events rules were asked about.", FleetCapture::events),
        new Column<>("alerts", LongType, "How many alerts it raised.", capture -> capture.alerts().stream().mapToLong(FleetCapture.Tally::count).sum()),
        new Column<>("damages", LongType, "How many places of it are damaged; NULL if it could not be opened.", capture -> capture.report().map(CaptureReport::damageCount).orElse(null)),
        new Column<>("missing", LongType, "How many records are known to be missing, likewise.", capture -> capture.report().map(CaptureReport::missing).orElse(null)),
        new Column<>("complete", BooleanType, "Whether the recorder came to its end, likewise.", capture -> capture.report().map(CaptureReport::complete).orElse(null)),
        new Column<>("failure", StringType, "Why it was skipped; NULL if it was not.", capture -> capture.failure().orElse(null)));
    // spotless:on

    private CaptureTable() {}

    public static StructType schema() {
        return Column.schema(COLUMNS);
    }

    /** Its columns as rows of a table in Markdown. */
    public static String document() {
        return Column.document(COLUMNS);
    }

    /** The row of a capture. */
    public static Row row(FleetCapture capture) {
        return Column.row(COLUMNS, capture);
    }
}
