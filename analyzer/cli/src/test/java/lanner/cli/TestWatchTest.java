package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lanner.capture.kit.CaptureStory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code test --watch}, with files that change under it. */
@Timeout(600)
class TestWatchTest {
    private static final String RULES = """
        - rule: Shadow
          desc: d
          condition: evt.type = openat and fd.name = /etc/%s
          output: o
          priority: INFO
        """;
    private static final String END = "q and Enter to end\n";

    @TempDir
    Path directory;

    private final InputStream before = System.in;
    private final PipedOutputStream keys = new PipedOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int seen;

    @BeforeEach
    void write() throws IOException {
        System.setIn(new PipedInputStream(keys));
        try (CaptureStory capture = CaptureStory.at(directory.resolve("x.lanner"))) {
            capture.process(9, 1, "cat").opens(9, "/etc/shadow");
        }
        Files.writeString(directory.resolve("r.yaml"), RULES.formatted("shadow"));
        Files.writeString(directory.resolve("other.yaml"), RULES.formatted("shadow"));
        Files.createDirectory(directory.resolve("tests"));
        test("one", "../r.yaml");
        test("two", "../other.yaml");
    }

    @AfterEach
    void giveBack() {
        System.setIn(before);
    }

    private void test(String name, String rules) throws IOException {
        Path file = directory.resolve("tests/" + name + ".test.yaml");
        put(
                file,
                "rules: " + rules + "\ntests: [{name: " + name
                        + ", capture: ../x.lanner, expect: [{rule: Shadow, count: 1}]}]\n");
    }

    private CompletableFuture<Integer> watch() {
        return CompletableFuture.supplyAsync(() -> Lanner.commandLine(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("test", directory.resolve("tests").toString(), "--watch"));
    }

    /** What is said until the next prompt. */
    private String next() throws InterruptedException {
        while (true) {
            int end = err.toString().indexOf(END, seen);
            if (end >= 0) {
                String said = err.toString().substring(seen, end);
                seen = end + END.length();
                return said;
            }
            Thread.sleep(20);
        }
    }

    /** As editors do: written beside, moved into place. */
    private void put(Path file, String text) throws IOException {
        Path beside = Files.writeString(directory.resolve("new"), text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void type(String line) throws IOException {
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** The capture with one process that opens a file, packed. */
    private void pack(String opened) throws IOException {
        Path capture = Files.createTempDirectory(directory, "of").resolve("x.lanner");
        try (CaptureStory story = CaptureStory.at(capture)) {
            story.process(9, 1, "cat").opens(9, "/etc/" + opened);
        }
        Path beside = directory.resolve("packed");
        assertThat(Answer.of("pack", capture, "-o", beside).status()).isZero();
        Files.move(beside, directory.resolve("p.lanner.zst"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aPackedCaptureThatChangesIsReadAnew() throws Exception {
        pack("shadow");
        Files.delete(directory.resolve("tests/two.test.yaml"));
        put(
                directory.resolve("tests/one.test.yaml"),
                "rules: ../r.yaml\ntests: [{name: one, capture: ../p.lanner.zst, expect: [{rule: Shadow, count: 1}]}]\n");
        CompletableFuture<Integer> status = watch();
        assertThat(next()).contains("1 test: 1 passed");
        pack("hosts");
        assertThat(next()).contains("1 test: 0 passed, 1 failed");
        pack("shadow");
        assertThat(next()).contains("1 test: 1 passed");
        type("q");
        assertThat(status.get()).isZero();
    }

    @Test
    void whatIsAffectedRunsAgain() throws Exception {
        CompletableFuture<Integer> status = watch();
        assertThat(next()).contains("running 2 of 2 tests", "2 tests: 2 passed");

        put(directory.resolve("r.yaml"), RULES.formatted("hosts"));
        assertThat(next()).contains("running 1 of 2 tests", "2 tests: 1 passed, 1 failed", "failed: ", "one");

        put(directory.resolve("r.yaml"), RULES.formatted("shadow"));
        assertThat(next()).contains("running 1 of 2 tests", "2 tests: 2 passed");

        type("");
        assertThat(next()).contains("running 2 of 2 tests");

        Files.createDirectory(directory.resolve("tests/more"));
        Path three = directory.resolve("tests/more/three.test.yaml");
        String text = "rules: ../../r.yaml\ntests: [{name: three, capture: ../../x.lanner, silent: Shadow}]\n";
        put(three, text);
        assertThat(next()).contains("running 1 of 3 tests", "3 tests: 2 passed, 1 failed");

        // The new directory is watched from then on.
        put(three, text.replace("silent: Shadow", "expect: [{rule: Shadow, count: 1}]"));
        assertThat(next()).contains("running 1 of 3 tests", "3 tests: 3 passed");
        put(three, text);
        assertThat(next()).contains("running 1 of 3 tests", "3 tests: 2 passed, 1 failed");

        type("q");
        assertThat(status.get(300, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED  one", "FAILED  three");
    }

    @Test
    void aFileThatIsWrongIsSaidAndWaitedFor() throws Exception {
        CompletableFuture<Integer> status = watch();
        next();
        put(directory.resolve("tests/two.test.yaml"), "tests: [{name: 1, nothing: 2}]\n");
        assertThat(next()).contains("two.test.yaml:1:28: there is no key 'nothing'");
        test("two", "../other.yaml");
        assertThat(next()).contains("running 2 of 2 tests", "2 tests: 2 passed");

        Files.delete(directory.resolve("tests/one.test.yaml"));
        put(directory.resolve("other.yaml"), RULES.formatted("hosts"));
        // One change, or two where the second comes late.
        String said = next();
        while (!said.contains("0 passed, 1 failed")) {
            said = next();
        }
        assertThat(said).contains("running 1 of 1 test\n");
        type("q");
        assertThat(status.get(300, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void whatCannotBeWatchedIsRefused() {
        assertThat(Answer.of("test", directory.resolve("nothing"), "--watch").status())
                .isEqualTo(3);
        assertThat(Answer.of("test", directory, "--watch", "--update").status()).isEqualTo(2);
        assertThat(Answer.of("test", directory, "--watch", "--format", "tap").status())
                .isEqualTo(2);
    }
}
