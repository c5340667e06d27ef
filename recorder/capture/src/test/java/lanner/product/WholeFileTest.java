package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {
    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void itAppearsWhenItIsWholeAndTakesThePlaceOfAnother() throws IOException {
        Path place = Files.writeString(directory.resolve("x"), "old");
        try (WholeFile whole = WholeFile.begin(place)) {
            whole.stream().write("new".getBytes(StandardCharsets.UTF_8));
            whole.stream().flush();
            assertThat(place).hasContent("old");
            whole.publish();
        }
        assertThat(place).hasContent("new");
        assertThat(mode(place)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void whatIsNotPublishedLeavesNothing() throws IOException {
        Path place = directory.resolve("x");
        try (WholeFile whole = WholeFile.begin(place)) {
            whole.stream().write(1);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aTextHasThePermissionsOfOtherNewFiles() throws IOException {
        Path place = directory.resolve("x.prom");
        WholeFile.write(place, "text\n");
        assertThat(place).hasContent("text\n");
        assertThat(mode(place)).isEqualTo(mode(Files.createFile(directory.resolve("other"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {".x.new", ".x.tmp", "x.part", ".x.prom.new"})
    void linksThatOthersPutBesideItAreNotFollowed(String planted) throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(directory.resolve(planted), precious);
        WholeFile.write(directory.resolve("x"), "text");
        WholeFile.write(directory.resolve("x.prom"), "text");
        assertThat(precious).hasContent("precious");
        assertThat(directory.resolve("x")).hasContent("text");
    }

    @Test
    void whatIsNoPlainFileIsNotReplaced() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), precious);
        for (Path place : List.of(link, directory, Path.of("/dev/null"))) {
            assertThatThrownBy(() -> WholeFile.begin(place))
                    .isInstanceOf(WholeFile.NotWrittenException.class)
                    .hasMessage(place + ": it is there and is no plain file");
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(precious).hasContent("precious");
        assertThat(Files.isRegularFile(Path.of("/dev/null"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Path place = directory.resolve("none/x");
        assertThatThrownBy(() -> WholeFile.write(place, "text"))
                .isInstanceOf(WholeFile.NotWrittenException.class)
                .hasMessage(place + ": there is no directory " + place.getParent());
    }

    @Test
    void aPlaceThatBecomesADirectoryMeanwhileStaysOneAndIsNamed() throws IOException {
        Path place = directory.resolve("x");
        try (WholeFile whole = WholeFile.begin(place)) {
            Files.createDirectory(place);
            assertThatThrownBy(whole::publish)
                    .isInstanceOf(WholeFile.NotWrittenException.class)
                    .hasMessageStartingWith(place + ": ");
        }
        assertThat(names()).containsExactly("x");
        assertThat(place).isDirectory();
    }
}
