package lanner.sql;

import static lanner.sql.CommandLines.ROOT;
import static lanner.sql.CommandLines.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lanner.product.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C of {@code lanner sql} with a query: a real process and a real SIGINT. */
class InterruptedLiveTest {
    private static final int PATIENCE_SECONDS = 300;
    /** In a set of signals. */
    private static final long SIGINT = 1L << 2 - 1;
    /** Answers at once, so that the test knows that statements run. */
    private static final String FIRST = "SELECT 1 AS a; ";

    @TempDir
    Path directory;

    private Process sql;

    /** A process that was started in the background by a shell without job control ignores it, and so do its children. */
    @BeforeEach
    void needInterrupts() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElseThrow();
        assumeTrue((Long.parseUnsignedLong(ignored, 16) & SIGINT) == 0, "this test run ignores SIGINT");
    }

    private void start(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ROOT.resolve("recorder/jvm/lanner.options").toRealPath()));
        if (Runtime.version().feature() >= 24) {
            line.add("@" + ROOT.resolve("recorder/jvm/jdk24.options").toRealPath());
        }
        line.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dlanner.home=" + ROOT.toRealPath(),
                "-cp",
                System.getProperty("java.class.path"),
                "lanner.cli.Lanner",
                "sql",
                sample("miner").toString()));
        line.addAll(List.of(words));
        sql = new ProcessBuilder(line)
                .redirectError(directory.resolve("messages").toFile())
                .start();
        // Whoever reads what it writes must not do so for ever.
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(sql::destroyForcibly);
    }

    @AfterEach
    void end() {
        if (sql != null) {
            sql.destroyForcibly();
        }
    }

    private void interrupt() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(sql.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void assertInterrupted() throws IOException, InterruptedException {
        assertThat(sql.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(sql.exitValue()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(directory.resolve("messages")).content().doesNotContain("before everything was done", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 7",
                "SELECT a.range FROM range(100000000) a, range(100000000) b",
                "SELECT max(md5(a.time || b.time || c.time || d.time)) FROM events a, events b, events c, events d"
            })
    void aStatementThatWouldRunForHoursEndsWith130(String statement) throws IOException, InterruptedException {
        start(FIRST + statement, "--format", "csv");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(sql.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("a");
            assertThat(out.readLine()).isEqualTo("1");
            interrupt();
            // What it goes on to write must find a reader.
            out.lines().forEach(line -> {});
            assertInterrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void aFileOfAnswersIsNotThereAfterwards(String format) throws IOException, InterruptedException {
        Path cache = Path.of(System.getenv("XDG_CACHE_HOME"), "lanner", "sql");
        Path file = directory.resolve("answers");
        long before = statements(cache);
        start("SELECT a.range FROM range(100000000) a, range(100000000) b", "--format", format, "-o", file.toString());
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (statements(cache) == before && sql.isAlive() && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        interrupt();
        assertInterrupted();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(each -> String.valueOf(each.getFileName()))).containsExactly("messages");
        }
    }

    /** How many commands have opened their database's directory. */
    private static long statements(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(cache)) {
            return all.count();
        }
    }
}
