package lanner.sql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lanner.cli.sql.SqlJob;
import lanner.product.ExitCode;
import lanner.sql.TestedCaptures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Path SAMPLE = Path.of("../../sample-captures/reverse-shell.lanner");

    @TempDir
    Path directory;

    private TestedCaptures captures;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        captures = new TestedCaptures(SAMPLE);
        database = Database.open(captures, new SqlJob.Limits(256L << 20, false), directory, Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        captures.close();
    }

    @Test
    void aStatementThatWouldNotEndIsCancelledAndAnotherRuns() throws Exception {
        AtomicReference<Thread> canceller = new AtomicReference<>();
        captures.whenReading(() -> {
            Thread thread = new Thread(database::cancel);
            if (canceller.compareAndSet(null, thread)) {
                thread.start();
            }
        });
        assertThatThrownBy(() ->
                        database.list("SELECT count(*) FROM events a, events b, events c, events d, events e, events f "
                                + "WHERE a.number + b.number + c.number + d.number + e.number + f.number = 0"))
                .isInstanceOfSatisfying(
                        SqlFailure.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.INTERRUPTED));
        canceller.get().join();
        assertThat(database.list("SELECT count(*) FROM events")).containsExactly("1028");
    }

    @Test
    void aStatementThatWasNotReadToItsEndLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Answer answer = database.execute("SELECT * FROM events")) {
                assertThat(answer.next()).isTrue();
            }
        }
        assertThat(database.list("SELECT max(number) FROM events")).containsExactly("1028");
    }

    @Test
    void oneStatementMayReadATableTwice() throws Exception {
        assertThat(database.list("SELECT count(*) FROM events a JOIN events b USING (number)"))
                .containsExactly("1028");
    }

    @Test
    void moreThanTheMemoryIsWrittenBelowTheScratchDirectory() throws Exception {
        assertThat(database.list("SELECT current_setting('temp_directory')"))
                .containsExactly(directory.resolve("spill").toString());
        assertThat(database.list(
                        "SELECT count(*) FROM (SELECT DISTINCT range, repeat('x', 60) || range FROM range(6000000))"))
                .containsExactly("6000000");
    }
}
