package lanner.fleet.table;

import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import lanner.fleet.task.Found;
import lanner.product.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes what captures answered as Parquet. A table is whole when its directory has the file {@code _SUCCESS}. */
public final class ParquetTables {
    private static final String ALERTS = "alerts";
    private static final String CAPTURES = "captures";
    private static final String EVENTS = "events";

    private final SparkSession spark;
    private final String directory;

    /**
     * @param directory of any file system
     * @throws InputException when something is there already
     */
    public ParquetTables(SparkSession spark, String directory, Configuration hadoop)
            throws IOException, InputException {
        this.spark = spark;
        this.directory = directory;
        Path place = new Path(directory);
        try {
            if (place.getFileSystem(hadoop).listStatus(place).length > 0) {
                throw new InputException(directory + ": it is there already, and not empty");
            }
        } catch (FileNotFoundException e) {
            // As it should be.
            return;
        }
    }

    /** Writes the alerts: of a day and a host one file, unless that were too large for one task. */
    public void writeAlerts(JavaRDD<Found> answers) {
        Dataset<Row> alerts = rows(
                answers.filter(found -> found instanceof Found.OfAlert),
                found -> {
                    Found.OfAlert raised = (Found.OfAlert) found;
                    return AlertTable.row(raised.capture(), raised.alert());
                },
                AlertTable.schema());
        write(
                alerts.repartition(col(Column.DATE), col(Column.HOST))
                        .sortWithinPartitions(Column.DATE, Column.HOST, "capture", "event"),
                ALERTS,
                Column.DATE,
                Column.HOST);
    }

    /** Writes what became of the captures. */
    public void writeCaptures(JavaRDD<Found> answers) {
        Dataset<Row> captures = rows(
                answers.filter(found -> found instanceof Found.End),
                found -> CaptureTable.row(((Found.End) found).capture()),
                CaptureTable.schema());
        write(captures.coalesce(1), CAPTURES);
    }

    /** Writes all events, each share of captures by itself. */
    public void writeEvents(JavaRDD<Found> answers) {
        Dataset<Row> events = rows(
                answers.filter(found -> found instanceof Found.OfEvent),
                found -> RowFactory.create(((Found.OfEvent) found).values()),
                EventTable.schema());
        write(events, EVENTS, Column.DATE, Column.HOST);
    }

    private Dataset<Row> rows(JavaRDD<Found> found, Function<Found, Row> row, StructType schema) {
        return spark.createDataFrame(found.map(row), schema);
    }

    private void write(Dataset<Row> table, String name, String... parts) {
        table.write().partitionBy(parts).parquet(directory + "/" + name);
    }
}
