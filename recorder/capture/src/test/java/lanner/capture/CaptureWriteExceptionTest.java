package lanner.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import lanner.capture.CaptureWriteException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureWriteExceptionTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(
                        new IOException("No space left on device"), Reason.STORAGE_FULL, "No space left on device"),
                Arguments.of(
                        new FileSystemException("/x/f", null, "Disk quota exceeded"),
                        Reason.STORAGE_FULL,
                        "Disk quota exceeded"),
                Arguments.of(new IOException("File too large"), Reason.OTHER, "File too large"),
                Arguments.of(new IOException("Input/output error"), Reason.OTHER, "Input/output error"),
                Arguments.of(new AccessDeniedException("/x/f"), Reason.OTHER, "permission denied"),
                Arguments.of(new IOException((String) null), Reason.OTHER, "IOException"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfTheFileSystemIsSaidAsItIs(Exception error, Reason reason, String words) {
        CaptureWriteException said = CaptureWriteException.at(Path.of("/x"), error);
        assertThat(said.reason()).isEqualTo(reason);
        assertThat(said).hasMessage("/x: " + words).hasCause(error);
    }
}
