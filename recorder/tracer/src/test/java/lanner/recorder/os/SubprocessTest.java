package lanner.recorder.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that the recorder starts for itself. */
class SubprocessTest {
    @TempDir
    private Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Subprocess sh(String script) throws OsException, IOException {
        return Subprocess.start(
                bytes("/bin/sh"),
                Stream.of("sh", "-c", script).map(SubprocessTest::bytes).toList(),
                List.of(bytes("PATH=/usr/bin:/bin")));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        exit 0                                      | 0   |
        exit 3                                      | 3   |
        kill -9 $$                                  | 137 |
        echo one; echo two >&2; echo; exit 1        | 1   | two
        printf 'kein Weg nach K\\303\\266ln\\n'     | 0   | kein Weg nach Köln
        printf 'no text \\377\\n'                   | 0   | no text \uFFFD
        """)
    void itsStatusAndTheLastThatItPrintedAreKnown(String script, int status, String last) throws Exception {
        try (Subprocess process = sh(script)) {
            await(process::hasEnded);
            assertThat(process.status()).isEqualTo(status);
            assertThat(process.lastLine()).isEqualTo(last == null ? "" : last);
        }
    }

    @Test
    void ofALongLineTheEndIsKeptAndNoHalfCharacterBeginsIt() throws Exception {
        try (Subprocess process = sh("i=0; while [ $i -lt 300 ]; do printf '\\342\\202\\254--'; i=$((i+1)); done")) {
            await(process::hasEnded);
            assertThat(process.lastLine())
                    .hasSizeGreaterThan(500)
                    .endsWith("\u20AC--\u20AC--")
                    .doesNotContain("\uFFFD");
        }
    }

    @Test
    void oneThatPrintsWithoutEndIsLookedAtAndKilled() throws Exception {
        try (Subprocess process = sh("exec yes")) {
            await(() -> {
                assertThat(process.hasEnded()).isFalse();
                return process.lastLine().equals("y");
            });
            process.kill();
            await(process::hasEnded);
            assertThat(process.status()).isEqualTo(137);
        }
    }

    @Test
    void aDescendantThatKeepsThePipeAndPrintsOnKeepsNobodyWaiting() throws Exception {
        Path id = directory.resolve("id");
        try (Subprocess process = sh("setsid sh -c 'echo $$ >" + id + "; exec yes' & exit 4")) {
            await(process::hasEnded);
            assertThat(process.status()).isEqualTo(4);
        }
        // Nobody reads any more: it gets SIGPIPE.
        await(() -> Files.exists(id) && !isAlive(id));
    }

    private static boolean isAlive(Path id) {
        try {
            String text = Files.readString(id).strip();
            return text.isEmpty()
                    || Files.readString(Path.of("/proc/" + text + "/stat")).indexOf(") Z") < 0;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void oneThatWasLeftAloneIsBuriedWhenItHasDied() throws Exception {
        Path id = directory.resolve("id");
        Path go = directory.resolve("go");
        try (Subprocess process = sh("echo $$ >" + id + "; while ! test -e " + go + "; do sleep 0.01; done")) {
            await(() -> Files.exists(id) && sizeOf(id) > 0);
            assertThat(process.hasEnded()).isFalse();
        }
        Path its = Path.of("/proc/" + Files.readString(id).strip());
        assertThat(its).exists();
        Files.createFile(go);
        await(() -> {
            try (Subprocess next = sh("exit 0")) {
                await(next::hasEnded);
            } catch (OsException | IOException e) {
                throw new AssertionError(e);
            }
            return Files.notExists(its);
        });
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void whatCannotBeStartedIsAnError() {
        assertThatThrownBy(() -> Subprocess.start(bytes("/no/such"), List.of(bytes("x")), List.of()))
                .isInstanceOf(OsException.class)
                .hasMessage("posix_spawn: no such file or directory");
    }
}
