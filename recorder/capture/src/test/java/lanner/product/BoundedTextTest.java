package lanner.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedTextTest {
    private static final int MOST = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void aTextOfTheGreatestLengthIsReadAndNoneThatIsLonger() throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "\u00e9" + "x".repeat(MOST - 2));
        assertThat(BoundedText.read(file, MOST)).hasSize(MOST - 1).startsWith("\u00e9");
        Files.writeString(file, "x".repeat(MOST + 1));
        assertThatThrownBy(() -> BoundedText.read(file, MOST))
                .isInstanceOf(BoundedText.TooLongException.class)
                .hasMessage("longer than 1 MB");
    }

    @Test
    void aDeviceWithoutALengthIsNotReadForEver() {
        assertThatThrownBy(() -> BoundedText.read(Path.of("/dev/zero"), MOST))
                .isInstanceOf(BoundedText.TooLongException.class);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("x"), new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> BoundedText.read(file, MOST)).isInstanceOf(CharacterCodingException.class);
    }
}
