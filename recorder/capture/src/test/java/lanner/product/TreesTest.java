package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
    @TempDir
    private Path directory;

    private Path tree;

    private Path tree() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree/a/b"));
        Files.writeString(tree.resolve("file"), "x");
        return directory.resolve("tree");
    }

    @Test
    void allThatIsBelowGoes() throws IOException {
        Trees.delete(tree());
        assertThat(directory.resolve("tree")).doesNotExist();
    }

    @Test
    void linksGoAndWhatTheyLeadToStays() throws IOException {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Files.createSymbolicLink(tree().resolve("a/link"), precious);
        Files.createSymbolicLink(tree.resolve("dangling"), directory.resolve("none"));
        Trees.delete(directory.resolve("tree"));
        assertThat(directory.resolve("tree")).doesNotExist();
        assertThat(precious.resolve("file")).exists();

        Path link = Files.createSymbolicLink(directory.resolve("link"), precious);
        Trees.delete(link);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    void directoriesThatWereShutGoToo() throws IOException {
        Path all = tree();
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("r-x------"));
        Trees.delete(all);
        assertThat(all).doesNotExist();
    }

    @Test
    void whatIsNotThereIsNoFailure() throws IOException {
        Trees.delete(directory.resolve("none"));
        assertThat(directory).isEmptyDirectory();
    }
}
