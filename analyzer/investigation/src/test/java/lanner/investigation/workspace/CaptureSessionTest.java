package lanner.investigation.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lanner.exchange.pack.CapturePacker;
import lanner.investigation.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureSessionTest {
    @TempDir
    Path directory;

    private Path packed() throws IOException {
        Path capture = Samples.copy("miner", directory);
        Path packed = directory.resolve("packed.lanner.zst");
        try (OutputStream out = Files.newOutputStream(packed)) {
            CapturePacker.of(capture).write(out, read -> true);
        }
        return packed;
    }

    @Test
    void thePrivateCopyOfAPackedCaptureGoesWithIt() throws IOException {
        Path copy;
        try (CaptureSession session = CaptureSession.open(packed(), List.of())) {
            copy = session.capture();
            assertThat(copy).hasFileName("packed.lanner").isNotEmptyDirectory();
            assertThat(session.name()).isEqualTo("packed.lanner.zst");
        }
        assertThat(copy.getParent().getParent()).doesNotExist();
    }

    @Test
    void theTranslationOfAScapFileGoesWithIt() throws Exception {
        Path copy;
        try (CaptureSession session = CaptureSession.open(Samples.scap("miner", directory), List.of())) {
            copy = session.capture();
            assertThat(copy).isNotEmptyDirectory();
        }
        assertThat(copy.getParent()).doesNotExist();
    }

    @Test
    void ofOneThatCannotBeOpenedNothingStays() throws IOException {
        Path packed = directory.resolve("x" + System.nanoTime() + ".lanner.zst");
        Files.move(packed(), packed);
        List<Path> none = List.of(directory.resolve("none.yaml"));
        assertThatThrownBy(() -> CaptureSession.open(packed, none)).isInstanceOf(IOException.class);
        assertThat(copies(packed)).isEmpty();
        byte[] bytes = Files.readAllBytes(packed);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(packed, bytes);
        assertThatThrownBy(() -> CaptureSession.open(packed, List.of())).isInstanceOf(IOException.class);
        assertThat(copies(packed)).isEmpty();
    }

    /** Copies of this file, wherever a process keeps some. */
    private static List<Path> copies(Path packed) throws IOException {
        String name = packed.getFileName().toString().replace(".zst", "");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> scratch =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "lanner-unpacked-*")) {
            for (Path each : scratch) {
                try (DirectoryStream<Path> copies = Files.newDirectoryStream(each)) {
                    copies.forEach(copy -> found.add(copy.resolve(name)));
                } catch (NotDirectoryException | NoSuchFileException | AccessDeniedException e) {
                    // Another process', which has ended or is another user's.
                }
            }
        }
        return found.stream().filter(Files::exists).toList();
    }
}
