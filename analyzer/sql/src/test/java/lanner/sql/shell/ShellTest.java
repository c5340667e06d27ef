package lanner.sql.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import lanner.cli.sql.SqlFormat;
import lanner.cli.sql.SqlJob;
import lanner.sql.TestedCaptures;
import lanner.sql.database.Database;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/reverse-shell.lanner");

    @TempDir
    Path directory;

    /** What the shell says of what is typed: answers, and then messages. */
    private String typed(String text) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        SqlJob.Limits limits = new SqlJob.Limits(256L << 20, false);
        try (TestedCaptures captures = new TestedCaptures(SAMPLE);
                Database database = Database.open(captures, limits, directory, Optional.empty());
                Terminal terminal = new DumbTerminal(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream())) {
            terminal.setSize(Size.of(60, 24));
            SqlJob job = new SqlJob(
                    Optional.empty(),
                    SqlFormat.TABLE,
                    Optional.empty(),
                    limits,
                    60,
                    new PrintWriter(out),
                    new PrintWriter(err, true));
            new Shell(database, captures, job).run(terminal);
        }
        return out + "--\n" + err;
    }

    @Test
    void aStatementMayTakeSeveralLinesAndAnErrorEndsNothing() throws Exception {
        assertThat(typed("SELECT count(*)\nAS n\nFROM events;\nSELECT nope;\nSELECT 2 AS two;\n"))
                .contains("n\n----\n1028\n1 row\n")
                .contains("two\n---\n  2\n1 row\n")
                .contains("Binder Error: Referenced column \"nope\"");
    }

    @Test
    void aLineThatBeginsWithAPointIsForTheShell() throws Exception {
        assertThat(
                        typed(
                                ".tables\n.schema segments\n.mode json\nSELECT 1 AS a;\n.mode x\n.nope\n.quit\nSELECT 3 AS c;\n"))
                .contains("events       A system call that has ended")
                .contains("  capture_id       VARCHAR ")
                .contains("{\"a\":1}\n")
                .contains(".mode is table, csv or json; now it is json")
                .contains("there is no command '.nope'")
                .doesNotContain("\"c\"");
    }

    @Test
    void aTableFitsTheTerminal() throws Exception {
        assertThat(typed("SELECT repeat('x', 200) AS long, 'short' AS short, 12345 AS number;\n")
                        .lines())
                .anyMatch(line -> line.contains("…") && line.contains("short") && line.endsWith("12345"))
                .filteredOn(line -> !line.startsWith("SQL about"))
                .allMatch(line -> line.length() <= 60);
    }

    @Test
    void aRowOfManyColumnsIsShownOneBelowTheOther() throws Exception {
        assertThat(typed("SELECT * FROM processes WHERE pid = 109;\n"))
                .contains(
                        "-- row 1\ncapture       ../../sample-captures/reverse-shell.lanner\nid            2\npid           109\n")
                .contains("\n1 row\n");
    }

    @Test
    void statementsAreKeptForTheirOwnerAlone() throws Exception {
        typed("SELECT 4711;\n");
        Path history = Path.of(System.getenv("XDG_STATE_HOME"), "lanner", "sql_history");
        assertThat(history).content().contains("SELECT 4711;");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }
}
