package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a file that something is wrong with. */
class FileFailureTest {
    @TempDir
    private static Path directory;

    static Stream<Arguments> real() {
        Path file = directory.resolve("file");
        return Stream.of(
                row(() -> Files.readString(directory.resolve("none")), "none: there is no such file or directory"),
                row(() -> Files.createFile(file), "file: it is there already"),
                row(() -> Files.delete(directory), ": the directory is not empty"),
                row(() -> Files.createDirectory(file.resolve("below")), "file/below: Not a directory"),
                row(() -> Files.newDirectoryStream(file), "file: it is not a directory"),
                row(() -> Files.readSymbolicLink(file), "file: it is not a symbolic link"));
    }

    private static Arguments row(ThrowingCallable action, String end) {
        return Arguments.of(action, end);
    }

    @ParameterizedTest
    @MethodSource
    void real(ThrowingCallable action, String end) throws IOException {
        Files.write(directory.resolve("file"), new byte[0]);
        Throwable failure = catchThrowable(action);
        assertThat(FileFailure.sentence(failure))
                .startsWith(directory.toString())
                .endsWith(end);
        assertThat(FileFailure.words(failure)).isEqualTo(end.substring(end.indexOf(':') + 2));
    }

    static Stream<Arguments> made() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("/x"), "/x: permission denied"),
                Arguments.of(new NotDirectoryException("/x"), "/x: it is not a directory"),
                Arguments.of(new NotLinkException("/x"), "/x: it is not a symbolic link"),
                Arguments.of(new FileSystemLoopException("/x"), "/x: symbolic links lead round in a circle"),
                Arguments.of(
                        new AtomicMoveNotSupportedException("/x", "/y", "Invalid cross-device link"),
                        "/x: the two places are on different file systems"),
                Arguments.of(new FileSystemException("/x", null, "Disk quota exceeded"), "/x: Disk quota exceeded"),
                Arguments.of(new FileSystemException("/x"), "/x: FileSystemException"),
                Arguments.of(new FileSystemException(null, null, "no reason"), "no reason"),
                Arguments.of(new ReadOnlyFileSystemException(), "the file system is read-only"),
                Arguments.of(new UncheckedIOException(new AccessDeniedException("/x")), "/x: permission denied"),
                Arguments.of(new UnknownHostException("x.invalid"), "unknown host x.invalid"),
                Arguments.of(new ConnectException(), "no connection"),
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource
    void made(Exception failure, String sentence) {
        assertThat(FileFailure.sentence(failure)).isEqualTo(sentence);
    }

    @Test
    void aSentenceThatNamesTheFileItselfTakesTheCauseAlone() {
        assertThat(FileFailure.words(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    }
}
