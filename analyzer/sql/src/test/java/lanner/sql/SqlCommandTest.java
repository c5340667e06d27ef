package lanner.sql;

import static lanner.sql.CommandLines.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lanner.capture.kit.CaptureStory;
import lanner.cli.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
    @TempDir
    Path directory;

    private static final Path MINER = sample("miner");

    @Test
    void answersAreWrittenAsTableAsCsvAndAsJsonLines() {
        String query = "SELECT 1 AS n, 'a,\"b' AS text, false AS ok, ['x', chr(27)] AS l, map {'k': NULL} AS m "
                + "UNION ALL SELECT NULL, NULL, NULL, NULL, NULL";
        assertThat(Answer.of("sql", MINER, query).out()).isEqualTo("""
                   n  text  ok     l               m
                ----  ----  -----  --------------  ----------
                   1  a,"b  false  ["x","\\u001b"]  {"k":null}
                NULL  NULL  NULL   NULL            NULL
                """);
        assertThat(Answer.of("sql", MINER, query, "--format", "csv").out()).isEqualTo("""
                n,text,ok,l,m
                1,"a,""b",false,"[""x"",""\\u001b""]","{""k"":null}"
                ,,,,
                """);
        assertThat(Answer.of("sql", MINER, query, "--format", "json").out()).isEqualTo("""
                {"n":1,"text":"a,\\"b","ok":false,"l":["x","\\u001b"],"m":{"k":null}}
                {"n":null,"text":null,"ok":null,"l":null,"m":null}
                """);
    }

    @Test
    void alertsOfAnAuditLogAreOfNoProcess() {
        Path audit = Path.of("../cli/src/test/resources/lanner/cli/audit");
        String query = "SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM processes) AS processes, "
                + "count(*) AS alerts, count(process_id) AS ids, count(pid) AS pids, count(process) AS names, "
                + "count(user_name) AS users FROM alerts";
        Answer answer = Answer.of(
                "sql", audit.resolve("cluster.jsonl"), query, "-r", audit.resolve("rules.yaml"), "--format", "csv");
        assertThat(answer.out())
                .as(answer.err())
                .isEqualTo("events,processes,alerts,ids,pids,names,users\n70,0,35,0,0,0,35\n");
    }

    @Test
    void columnsOfOneNameAreToldApartInObjects() {
        assertThat(Answer.of("sql", MINER, "SELECT 1 AS a, 2 AS a", "--format", "json")
                        .out())
                .isEqualTo("{\"a\":1,\"a_1\":2}\n");
    }

    @Test
    void statementsComeFromAFileToo() throws IOException {
        Path file = Files.writeString(directory.resolve("q.sql"), """
                -- one; two
                CREATE TABLE t AS SELECT count(*) AS n FROM events;
                SELECT n > 0 AS some FROM t;
                """);
        assertThat(Answer.of("sql", MINER, "-f", file, "--format", "csv").out()).isEqualTo("some\ntrue\n");
    }

    @Test
    void aFileOfAnswersIsWholeOrNotThere() throws IOException {
        Path file = directory.resolve("a.csv");
        Answer failed = Answer.of("sql", MINER, "SELECT 1; SELECT nope", "--format", "csv", "-o", file);
        assertThat(failed.status()).isEqualTo(2);
        assertThat(file).doesNotExist();
        assertThat(Answer.of("sql", MINER, "SELECT 1 AS a", "--format", "csv", "-o", file)
                        .status())
                .isZero();
        assertThat(file).content().isEqualTo("a\n1\n");
        Answer again = Answer.of("sql", MINER, "SELECT 1 AS a", "--format", "csv", "-o", file);
        assertThat(again.err()).contains("is there already; --overwrite replaces it");
    }

    @Test
    void parquetHoldsWhatTheTableHolds() {
        Path file = directory.resolve("m.parquet");
        Answer ended = Answer.of("export", MINER, "--to", "parquet", "-o", file);
        assertThat(ended.err()).matches("lanner: [0-9,]+ rows written to .*\n");
        String difference =
                "SELECT count(*) AS n FROM (FROM events EXCEPT ALL FROM read_parquet('" + file.toAbsolutePath() + "'))";
        assertThat(Answer.of("sql", MINER, difference, "--files", "--format", "csv")
                        .out())
                .isEqualTo("n\n0\n");
        String count = "SELECT count(*) AS n FROM read_parquet('" + file.toAbsolutePath() + "')";
        assertThat(Answer.of("sql", MINER, count, "--files", "--format", "csv").out())
                .isEqualTo("n\n" + Answer.of("events", MINER, "--count").out());
    }

    @Test
    void parquetOfAQueryHasItsColumns() {
        Path file = directory.resolve("p.parquet");
        assertThat(Answer.of("sql", MINER, "SELECT pid FROM processes -- all", "--format", "parquet", "-o", file)
                        .status())
                .isZero();
        String read = "SELECT column_name FROM (DESCRIBE FROM read_parquet('" + file.toAbsolutePath() + "'))";
        assertThat(Answer.of("sql", MINER, read, "--files", "--format", "csv").out())
                .isEqualTo("column_name\npid\n");
    }

    @Test
    void severalCapturesAreToldApartByAColumn() {
        Path other = sample("reverse-shell");
        Answer ended = Answer.of(
                "sql",
                MINER,
                other,
                "SELECT capture, count(*) AS n FROM events GROUP BY 1 ORDER BY n",
                "--format",
                "csv");
        assertThat(ended.out().lines().skip(1))
                .containsExactlyInAnyOrder(
                        MINER + ","
                                + Answer.of("events", MINER, "--count").out().strip(),
                        other + ","
                                + Answer.of("events", other, "--count").out().strip());
    }

    @Test
    void aPackedCaptureAnswersAsItIs() {
        Path packed = directory.resolve("m.lanner.zst");
        assertThat(Answer.of("pack", MINER, "-o", packed).status()).isZero();
        String query = "SELECT (SELECT count(*) FROM events) AS e, (SELECT count(*) FROM processes) AS p, "
                + "(SELECT count(*) FROM alerts) AS a, (SELECT count(*) FROM files) AS f";
        assertThat(Answer.of("sql", packed, query).out())
                .isEqualTo(Answer.of("sql", MINER, query).out());
    }

    @Test
    void aDamagedCaptureAnswersWithWhatIsGoodAndEndsAsBadInput() throws IOException {
        Path capture = directory.resolve("d.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(2, 1, "sh").opens(2, "/etc/one").opens(2, "/etc/two").opens(2, "/etc/three");
        }
        CaptureStory.damage(capture, "/etc/two");
        Answer ended = Answer.of("sql", capture, "SELECT path FROM events WHERE path IS NOT NULL", "--format", "csv");
        assertThat(ended.out()).isEqualTo("path\n/etc/one\n/etc/three\n");
        assertThat(ended.err()).contains("is damaged");
        assertThat(ended.status()).isEqualTo(3);
    }

    @Test
    void anErrorBehindTheFirstRowsKeepsItsWords() {
        Answer ended = Answer.of(
                "sql", MINER, "SELECT CASE WHEN number > 50 THEN error('no ' || number) ELSE type END FROM events");
        assertThat(ended.err()).isEqualTo("lanner: Invalid Input Error: no 51\n");
        assertThat(ended.status()).isEqualTo(2);
    }

    @Test
    void aWrongStatementIsShownWithItsPlace() {
        Answer ended = Answer.of("sql", MINER, "SELECT nope FROM processes");
        assertThat(ended.err())
                .startsWith("lanner: Binder Error: Referenced column \"nope\" not found")
                .endsWith("\nLINE 1: SELECT nope FROM processes\n               ^^^^\n");
        assertThat(ended.status()).isEqualTo(2);
    }

    @Test
    void aMisspeltCaptureIsNoQuery() {
        Answer ended = Answer.of("sql", MINER, directory.resolve("miner.lanenr"));
        assertThat(ended.err()).contains("miner.lanenr");
        assertThat(ended.status()).isEqualTo(3);
    }

    @Test
    void connectionsHaveTheBytesOfTheirEvents() {
        String query = "SELECT (SELECT sum(bytes_written) FROM connections WHERE family = 'ipv4') AS written, "
                + "(SELECT sum(bytes) FROM events WHERE direction = 'write' AND fd_type = 'ipv4') AS of_events, "
                + "(SELECT sum(bytes_read) FROM connections WHERE family = 'ipv4') AS read, "
                + "(SELECT sum(bytes) FROM events WHERE direction = 'read' AND fd_type = 'ipv4') AS read_of_events";
        assertThat(Answer.of("sql", sample("malicious-install-script"), query, "--format", "csv")
                        .out())
                .isEqualTo("written,of_events,read,read_of_events\n508,508,3441,3441\n");
    }

    @Test
    void nothingIsLeftInTheCacheButIndexes() throws IOException {
        Answer.of("sql", MINER, "SELECT count(*) FROM events");
        try (Stream<Path> left = Files.list(Path.of(System.getenv("XDG_CACHE_HOME"), "lanner", "sql"))) {
            assertThat(left).isEmpty();
        }
    }
}
