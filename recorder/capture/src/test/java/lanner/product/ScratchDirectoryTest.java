package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of processes of their own, as what happens at their end is what matters. */
class ScratchDirectoryTest {
    @TempDir
    private Path place;

    /** Makes a directory with something in it, says where, and does what it is told by a line. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] arguments) throws IOException {
            ScratchDirectory scratch = ScratchDirectory.create("lanner-x-");
            Files.writeString(
                    Files.createDirectory(scratch.path().resolve("sub")).resolve("file"), "secret");
            System.out.println(scratch.path());
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if ("close".equals(line)) {
                scratch.close();
                Runtime.getRuntime().halt(0);
            }
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName());
        builder.environment().put("TMPDIR", place.toString());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Path made(Process maker) throws IOException {
        return Path.of(maker.inputReader(StandardCharsets.UTF_8).readLine());
    }

    private static void tell(Process maker, String line) throws Exception {
        try (var out = maker.outputWriter(StandardCharsets.UTF_8)) {
            out.write(line + "\n");
        }
        maker.waitFor();
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.toList();
        }
    }

    @Test
    void itIsItsMakersAlone() throws Exception {
        Process maker = start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made(maker))))
                .isEqualTo("rwx------");
        tell(maker, "close");
        assertThat(all()).isEmpty();
    }

    @Test
    void itGoesWhenItsMakerExitsOrIsToldToEnd() throws Exception {
        Process exits = start();
        assertThat(made(exits)).exists();
        tell(exits, "exit");
        assertThat(all()).isEmpty();

        Process told = start();
        assertThat(made(told)).exists();
        told.destroy();
        told.waitFor();
        assertThat(all()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftGoesWithTheNextThatMakesOneAndOthersStay() throws Exception {
        Process killed = start();
        Path left = made(killed);
        killed.destroyForcibly().waitFor();
        assertThat(left.resolve("sub/file")).exists();

        Path foreign = Files.createDirectory(place.resolve("lanner-x-without-a-lock"));
        Path precious = Files.createDirectory(place.resolve("precious"));
        Files.createFile(precious.resolve("lock"));
        Path link = Files.createSymbolicLink(place.resolve("lanner-x-link"), precious);

        Process living = start();
        Path its = made(living);
        assertThat(left).doesNotExist();
        Process next = start();
        Path another = made(next);
        assertThat(all()).containsExactlyInAnyOrder(its, another, foreign, precious, link);
        assertThat(its.resolve("sub/file")).exists();
        tell(living, "close");
        tell(next, "close");
        assertThat(all()).containsExactlyInAnyOrder(foreign, precious, link);
        assertThat(precious.resolve("lock")).exists();
    }

    @Test
    void twoOfOneProcessLeaveEachOtherAlone() throws IOException {
        try (ScratchDirectory one = ScratchDirectory.create("lanner-test-scratch-")) {
            Path gone;
            try (ScratchDirectory other = ScratchDirectory.create("lanner-test-scratch-")) {
                gone = other.path();
                assertThat(gone).exists().isNotEqualTo(one.path());
            }
            assertThat(gone).doesNotExist();
            assertThat(one.path()).exists();
        }
    }

    @Test
    void whatAnotherUserLeftStays() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files to others");
        Process killed = start();
        Path left = made(killed);
        killed.destroyForcibly().waitFor();
        Files.setAttribute(left, "unix:uid", 65_534);
        Process next = start();
        made(next);
        assertThat(left.resolve("sub/file")).exists();
        tell(next, "close");
    }
}
