package lanner.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandResolverTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        executable("first/both");
        executable("second/both");
        executable("second/refusedBefore");
        plain("first/refusedBefore");
        plain("first/refused");
        Files.createDirectories(directory.resolve("first/room"));
        executable("second/room");
    }

    private Path plain(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private void executable(String name) throws IOException {
        assertThat(plain(name).toFile().setExecutable(true)).isTrue();
    }

    private CommandResolver.Resolution resolve(String command) {
        return CommandResolver.resolve(command, directory.resolve("first") + ":" + directory.resolve("second"));
    }

    @ParameterizedTest
    @CsvSource({
        "both, first/both",
        "refusedBefore, second/refusedBefore",
        "room, second/room",
    })
    void aNameIsTheFirstExecutableFileOnThePath(String command, String file) {
        assertThat(resolve(command).path()).contains(directory.resolve(file).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "refused, 126, refused: permission denied",
        "nowhere, 127, nowhere: command not found",
        "'', 127, the command's name is empty",
    })
    void aNameThatCannotBeExecutedHasTheStatusAndSentenceOfAShell(String command, int status, String reason) {
        assertThat(resolve(command)).satisfies(found -> {
            assertThat(found.path()).isEmpty();
            assertThat(found.status()).isEqualTo(status);
            assertThat(found.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "second/both, 0, ''",
        "first/refused, 126, ': permission denied'",
        "first, 126, ': is a directory'",
        "first/nowhere, 127, ': no such file or directory'",
    })
    void aNameWithASlashIsAFileAndThePathIsNotSearched(String file, int status, String reason) {
        String command = directory.resolve(file).toString();
        CommandResolver.Resolution found = CommandResolver.resolve(command, "");
        assertThat(found.status()).isEqualTo(status);
        assertThat(found.path().isPresent()).isEqualTo(status == 0);
        assertThat(found.reason()).isEqualTo(status == 0 ? "" : command + reason);
    }

    @Test
    void anEmptyPlaceOnThePathIsTheWorkingDirectory() {
        assumeTrue(Files.exists(Path.of("pom.xml")), "this does not run where it is built");
        assertThat(CommandResolver.resolve("pom.xml", ":/nowhere").reason()).isEqualTo("pom.xml: permission denied");
    }
}
