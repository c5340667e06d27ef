package lanner.sql;

import static lanner.sql.CommandLines.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import lanner.capture.event.EventType;
import lanner.capture.event.TransferParams;
import lanner.capture.kit.CaptureStory;
import lanner.cli.Answer;
import lanner.investigation.index.IndexBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that were copied from anywhere, and captures of anybody. */
class HostileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY events TO '*/x.csv'",
                "COPY (SELECT 1) TO '*/x.parquet' (FORMAT parquet)",
                "EXPORT DATABASE '*/x'",
                "ATTACH '*/x.db'",
                "ATTACH 'http://127.0.0.1:9/x.db'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/proc/self/environ')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM 'https://127.0.0.1:9/x.parquet'",
                "SELECT getenv('HOME')",
                "INSTALL httpfs",
                "FORCE INSTALL spatial FROM 'http://127.0.0.1:9'",
                "LOAD httpfs",
                "LOAD '*/x.duckdb_extension'",
                "CREATE SECRET (TYPE s3)",
                "SET enable_external_access = true",
                "SET allowed_directories = ['/']",
                "SET temp_directory = '*'",
                "SET memory_limit = '1TB'",
                "RESET lock_configuration",
                "PRAGMA enable_profiling = 'json'",
                "SET log_query_path = '*/q'",
                "CALL enable_logging(storage = 'file', storage_path = '*/l')",
                "IMPORT DATABASE '/etc'",
            })
    void aStatementReachesNothingButTheCaptures(String statement) throws IOException {
        Answer ended = Answer.of("sql", sample("miner"), statement.replace("*", directory.toString()) + ";");
        assertThat(ended.status()).as(ended.out() + ended.err()).isIn(2, 4);
        assertThat(ended.err()).startsWith("lanner: ").doesNotContain("\tat ");
        try (Stream<Path> written = Files.list(directory)) {
            assertThat(written).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSTALL httpfs",
                "INSTALL httpfs FROM 'http://127.0.0.1:9'",
                "SELECT * FROM 'http://127.0.0.1:9/x.csv'",
                "ATTACH 'http://127.0.0.1:9/x.db'",
            })
    void whereFilesAreAllowedTheNetworkIsNot(String statement) {
        Answer ended = Answer.of("sql", sample("miner"), "--files", statement + ";");
        assertThat(ended.status()).as(ended.out() + ended.err()).isIn(2, 4);
        assertThat(ended.err()).startsWith("lanner: ");
    }

    @Test
    void filesAreWrittenAndReadWhereThatIsAllowed() {
        Path file = directory.resolve("a.csv").toAbsolutePath();
        Answer ended = Answer.of(
                "sql",
                sample("miner"),
                "--files",
                "COPY (SELECT 7 AS a) TO '" + file + "'; FROM read_csv('" + file + "')");
        assertThat(ended.out()).isEqualTo("a\n-\n7\n");
    }

    @Test
    void namesThatCommandATerminalAreEscaped() throws IOException {
        Path capture = directory.resolve("x.lanner");
        String name = "/tmp/\u001b]0;x\u0007'\"\u00e2\u0080\u00ae\n,;";
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(2, 1, "a\u0000\u001b[31m").opens(2, name).opens(2, "/\u00ff\u00fe");
        }
        for (String format : new String[] {"table", "csv", "json"}) {
            Answer ended = Answer.of(
                    "sql", capture, "SELECT process, path, arguments FROM events; FROM files", "--format", format);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().chars().filter(c -> c < 32 && c != '\n' || c == 0x202E || c > 126 && c < 160))
                    .as(format)
                    .isEmpty();
            assertThat(ended.out()).contains("\uFFFD\uFFFD");
        }
        // The database has them as they are.
        Answer found = Answer.of(
                "sql",
                capture,
                "--format",
                "csv",
                "SELECT count(*) AS n FROM events WHERE contains(path, chr(27)) AND contains(process, chr(0))");
        assertThat(found.out()).isEqualTo("n\n1\n");
    }

    @Test
    void whatAnIndexDidNotKeepIsSaid() throws IOException {
        Path capture = directory.resolve("c.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(2, 1, "cat").opens(2, "/" + "n".repeat(IndexBuilder.LONGEST_NAME));
            for (int i = 0; i < IndexBuilder.MAX_ALERTS + 2; i++) {
                story.opens(2, 3, "/root/.ssh/id_rsa");
            }
        }
        Answer alerts = Answer.of("sql", capture, "SELECT count(*) AS n FROM alerts", "--format", "csv");
        assertThat(alerts.out()).isEqualTo("n\n100000\n");
        assertThat(alerts.err())
                .isEqualTo(
                        "lanner: " + capture
                                + ": the table alerts lacks 2 alerts, which lanner analyze prints: an index keeps the first ones\n");
        Answer files = Answer.of("sql", capture, "SELECT count(*) AS n FROM files", "--format", "csv");
        assertThat(files.err()).contains("the tables files and connections lack what 1 event is about");
    }

    @Test
    void manyLargeValuesPassWithLittleMemory() throws IOException {
        Path capture = directory.resolve("l.lanner");
        byte[] data = new byte[200_000];
        Arrays.fill(data, (byte) 'x');
        int events = 1_500;
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(2, 1, "sh");
            for (int i = 0; i < events; i++) {
                int number = i;
                story.event(
                        EventType.WRITE,
                        2,
                        event -> event.result(data.length)
                                .bytes(TransferParams.DATA, data)
                                .number(TransferParams.FD, 3)
                                .number(TransferParams.SIZE, number));
            }
        }
        Answer ended = Answer.of(
                "sql",
                capture,
                "--memory",
                "256M",
                "--format",
                "csv",
                "SELECT count(*) AS n, sum(length(arguments['data'])) AS bytes FROM events");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo("n,bytes\n1500,300000000\n");
    }

    @Test
    void aCaptureThatIsNoneIsSaid() throws IOException {
        Path file = Files.writeString(directory.resolve("n.lanner"), "nothing");
        Answer ended = Answer.of("sql", file, "SELECT 1 AS a");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err()).startsWith("lanner: ").doesNotContain("\tat ");
    }
}
