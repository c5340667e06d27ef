package lanner.viewer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of pictures stand on. */
class PictureTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    @TempDir
    private Path directory;

    /** More colours than a palette holds: from white to grey, to red, to green and to blue, as the edges of letters are. */
    private static int[] colourful() {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int step = i / 4 % 256;
            int[] ways = {0x010101, 0x000101, 0x010001, 0x010100};
            pixels[i] = 0xFFFFFFFF - ways[i % 4] * step;
        }
        return pixels;
    }

    private static int[] white() {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, 0xFFFFFFFF);
        return pixels;
    }

    @Test
    void aPictureOfFewColoursComesBackAsItWas() throws IOException {
        int[] pixels = white();
        pixels[7] = 0xFF0969DA;
        Picture picture = new Picture(WIDTH, HEIGHT, pixels);
        picture.write(directory.resolve("x.png"));
        assertThat(picture.differsFrom(Picture.read(directory.resolve("x.png")), 0))
                .isEmpty();
    }

    @Test
    void manyColoursComeBackAsNearAsAComparisonTakesForTheSame() throws IOException {
        Picture picture = new Picture(WIDTH, HEIGHT, colourful());
        picture.write(directory.resolve("x.png"));
        Picture read = Picture.read(directory.resolve("x.png"));
        assertThat(picture.differsFrom(read, Picture.NEAR)).isEmpty();
        assertThat(picture.differsFrom(read, 0)).isPresent();
    }

    @Test
    void theSamePictureIsTheSameBytes() throws IOException {
        new Picture(WIDTH, HEIGHT, colourful()).write(directory.resolve("one.png"));
        new Picture(WIDTH, HEIGHT, colourful()).write(directory.resolve("other.png"));
        assertThat(Files.mismatch(directory.resolve("one.png"), directory.resolve("other.png")))
                .isEqualTo(-1);
    }

    @Test
    void aDifferenceSaysHowMuchAndWhere() {
        int[] pixels = white();
        pixels[3 * WIDTH + 5] = 0xFF000000;
        pixels[10 * WIDTH + 2] = 0xFFFFFFFF - (Picture.NEAR + 1);
        pixels[20 * WIDTH + 30] = 0xFFFFFFFF - Picture.NEAR;
        Picture.Difference difference = new Picture(WIDTH, HEIGHT, pixels)
                .differsFrom(new Picture(WIDTH, HEIGHT, white()), Picture.NEAR)
                .orElseThrow();
        assertThat(difference.pixels()).isEqualTo(2);
        assertThat(difference.words()).isEqualTo("2 pixels differ by more than 24, between (2, 3) and (5, 10)");
    }

    @Test
    void anotherSizeIsADifference() {
        Picture.Difference difference = new Picture(WIDTH, HEIGHT, white())
                .differsFrom(new Picture(HEIGHT, WIDTH, white()), Picture.NEAR)
                .orElseThrow();
        assertThat(difference.pixels()).isGreaterThan(Picture.MAY_DIFFER);
        assertThat(difference.words()).isEqualTo("it is 40x30, not 30x40");
    }
}
