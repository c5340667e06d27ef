package lanner.sql;

import static lanner.sql.CommandLines.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void theDocumentHasWhatTheCommandPrints() throws IOException {
        Answer ended = Answer.of("sql", "--schema");
        assertThat(ended.status()).isZero();
        assertThat(Files.readString(ROOT.resolve("analyzer/docs/sql.md"))).contains(ended.out());
    }

    @Test
    void theDatabaseHasTheColumnsOfTheSchemaWithTheirTypes() {
        StringBuilder said = new StringBuilder();
        for (String table : List.of("events", "processes", "files", "connections", "alerts", "segments")) {
            Answer ended = Answer.of(
                    "sql",
                    CommandLines.sample("miner"),
                    "--format",
                    "csv",
                    "SELECT column_name, column_type FROM (DESCRIBE " + table + ")");
            assertThat(ended.err()).isEmpty();
            ended.out()
                    .lines()
                    .skip(1)
                    .forEach(line -> said.append(line.replace("\"", "").replaceFirst(",", " "))
                            .append('\n'));
        }
        List<String> documented = Answer.of("sql", "--schema")
                .out()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("^\\| `(\\w+)` \\| ([^|]+) \\|.*", "$1 $2"))
                .toList();
        assertThat(said.toString().lines()).containsExactlyElementsOf(documented);
    }
}
