package lanner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lanner.cli.Answer;
import lanner.engine.field.EventTime;
import lanner.fleet.table.AlertTable;
import lanner.fleet.table.CaptureTable;
import lanner.fleet.table.EventTable;
import lanner.product.TerminalText;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written as Parquet is what would be printed. */
class FleetTablesTest {
    private static final Path DOCUMENT = Path.of("../docs/fleet.md");

    @TempDir
    Path directory;

    @Test
    void tablesHoldTheAlertsTheCapturesAndTheEventsByDayAndHost() throws IOException {
        Path captures = directory.resolve("captures");
        List<Path> made = Captures.ofHosts(captures, 11);
        Path empty = Files.createDirectory(captures.resolve("empty.lanner"));
        List<Object> line = new ArrayList<>(List.of("analyze"));
        line.addAll(made);
        Answer one = Answer.of(line.toArray());
        Path out = directory.resolve("out");

        Answer many = Answer.of("fleet", "analyze", captures, "--out", out, "--events", "--master", "local[2]");

        assertThat(many.out()).isEmpty();
        assertThat(many.err()).contains("12 captures: 11 read, 0 damaged, 1 skipped");
        assertThat(many.status()).isEqualTo(3);
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            Dataset<Row> alerts = spark.read().parquet(out.resolve("alerts").toString());
            assertThat(alerts.columns())
                    .containsExactlyInAnyOrder(AlertTable.schema().fieldNames());
            assertThat(alerts.collectAsList().stream().map(FleetTablesTest::line))
                    .hasSizeGreaterThan(40)
                    .containsExactlyInAnyOrderElementsOf(one.out().lines().toList());
            Dataset<Row> read = spark.read().parquet(out.resolve("captures").toString());
            assertThat(read.collectAsList())
                    .hasSize(12)
                    .filteredOn(row -> row.getAs("failure") != null)
                    .singleElement()
                    .satisfies(row -> assertThat(row.<String>getAs("capture")).isEqualTo(empty.toString()));
            Dataset<Row> events = spark.read().parquet(out.resolve("events").toString());
            assertThat(events.columns())
                    .containsExactlyInAnyOrder(EventTable.schema().fieldNames());
            assertThat(one.err()).contains(String.format("lanner: %,d events in", events.count()));
        }
        assertThat(directories(out.resolve("alerts")))
                .isNotEmpty()
                .allMatch(each -> each.matches("date=2026-\\d\\d-\\d\\d/host=host-0\\d"));
        assertThat(Answer.of("fleet", "analyze", captures, "--out", out, "--master", "local[1]")
                        .err())
                .contains("lanner: " + out + ": it is there already, and not empty");
    }

    private static String line(Row row) {
        String outcome = row.getAs("outcome");
        String error = row.getAs("error");
        String words = outcome.equals("done") ? "" : " [" + outcome + (error == null ? "" : ": " + error) + "]";
        return EventTime.clock(row.getAs("time_ns"), true) + ": " + row.getAs("priority") + " "
                + TerminalText.visible(row.getAs("message")) + words
                + (row.<Boolean>getAs("inline") ? " [inline]" : "");
    }

    private static List<String> directories(Path table) throws IOException {
        try (Stream<Path> all = Files.walk(table)) {
            return all.filter(each -> each.toString().endsWith(".parquet"))
                    .map(each -> table.relativize(each.getParent()).toString())
                    .distinct()
                    .toList();
        }
    }

    @Test
    void everyColumnIsInTheDocument() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(Stream.of(AlertTable.document(), CaptureTable.document(), EventTable.document()))
                .allSatisfy(rows -> assertThat(document).contains(rows));
    }
}
