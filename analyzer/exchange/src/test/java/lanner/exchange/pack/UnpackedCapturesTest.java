package lanner.exchange.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedCapturesTest {
    private static final String SEGMENT = "19700101F.cq4";

    @TempDir
    Path directory;

    private final UnpackedCaptures copies = new UnpackedCaptures();

    @AfterEach
    void close() throws IOException {
        copies.close();
    }

    private static byte[] packed(Path scratch, String content) throws IOException {
        Path capture = Files.createTempDirectory(scratch, "of");
        Files.writeString(capture.resolve(SEGMENT), content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CapturePacker.of(capture).write(out, read -> true);
        return out.toByteArray();
    }

    private Path place(Path file) throws IOException {
        return copies.directory(file, read -> true);
    }

    @Test
    void aFileIsUnpackedOnceByWhateverNameItIsCalled() throws IOException {
        Path file = Files.write(directory.resolve("x.lanner.zst"), packed(directory, "one"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path copy = place(file);
        assertThat(copy).hasFileName("x.lanner");
        assertThat(copy.resolve(SEGMENT)).hasContent("one");
        assertThat(place(file)).isEqualTo(copy);
        assertThat(place(link)).isEqualTo(copy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in place", "moved over it", "moved over it, as old and as long"})
    void aFileThatChangedIsUnpackedAgain(String how) throws IOException {
        Path file = Files.write(directory.resolve("x.lanner.zst"), packed(directory, "one"));
        FileTime old = Files.getLastModifiedTime(file);
        Path before = place(file);
        byte[] now = packed(directory, "two");
        if (how.equals("in place")) {
            Files.write(file, now);
            Files.setLastModifiedTime(file, FileTime.fromMillis(old.toMillis() + 1));
        } else {
            Path beside = Files.write(directory.resolve("new"), now);
            Files.setLastModifiedTime(beside, how.endsWith("long") ? old : FileTime.fromMillis(0));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Path after = place(file);
        assertThat(after.resolve(SEGMENT)).hasContent("two");
        assertThat(before.resolve(SEGMENT)).as("somebody may still read it").hasContent("one");

        copies.removeOutdated();
        assertThat(before.getParent()).doesNotExist();
        assertThat(place(file)).isEqualTo(after);
        Files.delete(file);
        copies.removeOutdated();
        assertThat(after.getParent()).doesNotExist();
    }

    @Test
    void nothingStaysWhenItIsClosedAndNothingIsUnpackedAfterwards() throws IOException {
        Path file = Files.write(directory.resolve("x.lanner.zst"), packed(directory, "one"));
        Path copy = place(file);
        copies.close();
        assertThat(copy.getParent().getParent()).doesNotExist();
        assertThatThrownBy(() -> place(file)).isInstanceOf(InterruptedIOException.class);
        copies.close();
    }

    @Test
    void ofADamagedFileNothingStays() throws IOException {
        byte[] whole = packed(directory, "one");
        Path good = place(Files.write(directory.resolve("x.lanner.zst"), whole));
        whole[whole.length / 2] ^= 0x10;
        Path bad = Files.write(directory.resolve("y.lanner.zst"), whole);
        assertThatThrownBy(() -> place(bad)).isInstanceOf(IOException.class);
        try (var entries = Files.list(good.getParent().getParent())) {
            assertThat(entries.filter(Files::isDirectory)).containsExactly(good.getParent());
        }
    }

    @Test
    void whatIsNotPackedIsWhereItIs() throws IOException {
        Path file = Files.writeString(directory.resolve("x.scap"), "text");
        assertThat(place(file)).isEqualTo(file);
        assertThat(place(directory)).isEqualTo(directory);
    }
}
