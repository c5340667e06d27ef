package lanner.exchange.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lanner.capture.event.CaptureFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScapInputTest {
    @TempDir
    Path directory;

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("x.scap"), bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void piecesInPlaceAndReadBytesFollowOneAnother(boolean zipped) throws IOException {
        byte[] bytes = random(1_000_000);
        Random random = new Random(4);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (ScapInput in = new ScapInput(file(zipped ? zip(bytes) : bytes))) {
            while (!in.isAtEnd()) {
                assertThat(in.offset()).isEqualTo(given.size());
                int length = random.nextInt(random.nextInt(20) == 0 ? ScapInput.MAX_PIECE + 1 : 300);
                int left = bytes.length - given.size();
                if (random.nextBoolean()) {
                    byte[] some = new byte[Math.min(length, left)];
                    in.read(some, 0, some.length);
                    given.write(some);
                    continue;
                }
                int at = in.take(length);
                if (length > left) {
                    assertThat(at).isEqualTo(-1);
                    in.skip(left);
                    given.write(bytes, bytes.length - left, left);
                } else {
                    given.write(in.window(), at, length);
                }
            }
        }
        assertThat(given.toByteArray()).isEqualTo(bytes);
    }

    /** Reading ahead meets the damage long before the bytes in front of it are asked for. */
    @ParameterizedTest
    @ValueSource(ints = {2, 30_000, 100_000})
    void whatComesBeforeTheEndOfACutCompressedFileIsStillGiven(int missing) throws IOException {
        byte[] bytes = random(200_000);
        byte[] zipped = zip(bytes);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (ScapInput in = new ScapInput(file(Arrays.copyOf(zipped, zipped.length - missing)))) {
            int at = in.take(100);
            while (at >= 0) {
                given.write(in.window(), at, 100);
                at = in.take(100);
            }
            byte[] one = new byte[1];
            assertThatThrownBy(() -> {
                        while (!in.isAtEnd()) {
                            in.read(one, 0, 1);
                            given.write(one);
                        }
                    })
                    .isInstanceOfSatisfying(
                            CaptureFormatException.class,
                            failure -> assertThat(failure.offset()).isEqualTo(given.size()))
                    .hasMessageContaining("the compressed file ends in the middle");
        }
        assertThat(given.toByteArray()).isEqualTo(Arrays.copyOf(bytes, given.size()));
        assertThat(given.size()).isBetween(bytes.length - missing - 1000, bytes.length);
    }

    @Test
    void aPieceThatIsNotThereIsNotGivenInPart() throws IOException {
        try (ScapInput in = new ScapInput(file(new byte[] {1, 2, 3}))) {
            assertThat(in.take(4)).isEqualTo(-1);
            assertThat(in.offset()).isZero();
            assertThat(in.u8()).isOne();
            assertThat(in.take(2)).isEqualTo(1);
            assertThat(in.isAtEnd()).isTrue();
        }
    }
}
