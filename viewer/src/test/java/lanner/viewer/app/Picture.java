package lanner.viewer.app;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.paint.Color;
import javax.imageio.ImageIO;

/** A picture as plain numbers: taken of a scene, kept as a PNG file, held against another. */
final class Picture {
    /** A pixel differs when one of its channels, of 0 to 255, is further off than this: less is not seen. */
    static final int NEAR = 24;
    /** So many pixels may differ: about one letter. Between runs, directories, JDK 17 and 25 none was seen to. */
    static final int MAY_DIFFER = 40;

    private static final int COLOURS = 256;
    private static final int OPAQUE = 0xFF000000;
    private static final int MARK = 0xFFE00000;

    private final int width;
    private final int height;
    private final int[] pixels;

    /** @param pixels opaque, line by line from the top, eight bits each of red, green and blue */
    Picture(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    static Picture of(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return new Picture(width, height, pixels);
    }

    static Picture read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": -Dlanner.pictures=write makes it");
        }
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException(file + " is no picture");
        }
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new Picture(image.getWidth(), image.getHeight(), pixels);
    }

    int height() {
        return height;
    }

    /** The colours of a part: opaque, eight bits each of red, green and blue. */
    Set<Integer> coloursOf(int left, int top, int wide, int high) {
        Set<Integer> found = new HashSet<>();
        for (int y = top; y < top + high; y++) {
            for (int x = left; x < left + wide; x++) {
                found.add(pixels[y * width + x]);
            }
        }
        return found;
    }

    /** A colour as a pixel has it. */
    static int colour(Color of) {
        return OPAQUE | channel(of.getRed()) << 16 | channel(of.getGreen()) << 8 | channel(of.getBlue());
    }

    private static int channel(double part) {
        return (int) Math.round(part * (COLOURS - 1));
    }

    /** Writes a PNG with at most 256 colours: the same bytes for the same picture. */
    void write(Path file) throws IOException {
        int[] palette = palette();
        byte[][] channels = new byte[3][palette.length];
        for (int i = 0; i < palette.length; i++) {
            channels[0][i] = (byte) (palette[i] >> 16);
            channels[1][i] = (byte) (palette[i] >> 8);
            channels[2][i] = (byte) palette[i];
        }
        IndexColorModel model = new IndexColorModel(8, palette.length, channels[0], channels[1], channels[2]);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> places = new HashMap<>();
        int[] indexes = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indexes[i] = places.computeIfAbsent(pixels[i], colour -> nearest(palette, colour));
        }
        image.getRaster().setSamples(0, 0, width, height, 0, indexes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this Java writes no PNG");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, bytes.toByteArray());
    }

    /** The colours that the picture has most of, each so far from the others that it stands for something of its own. */
    private int[] palette() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> byCount = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        int apart = 0;
        int[] chosen = apart(byCount, apart);
        while (chosen.length > COLOURS) {
            apart++;
            chosen = apart(byCount, apart);
        }
        return chosen;
    }

    private static int[] apart(List<Integer> colours, int distance) {
        int[] chosen = new int[colours.size()];
        int count = 0;
        for (int colour : colours) {
            boolean near = false;
            for (int i = 0; i < count && !near; i++) {
                near = distance(chosen[i], colour) <= distance;
            }
            if (!near) {
                chosen[count++] = colour;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    /** How far the channel that is furthest off is off. */
    private static int distance(int one, int other) {
        int red = Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF));
        int green = Math.abs((one >> 8 & 0xFF) - (other >> 8 & 0xFF));
        int blue = Math.abs((one & 0xFF) - (other & 0xFF));
        return Math.max(red, Math.max(green, blue));
    }

    /**
     * What differs from another picture.
     *
     * @param words how much and where
     * @param picture this picture, pale, with what differs marked
     */
    record Difference(int pixels, String words, Picture picture) {}

    /** Empty where both are of one size and no pixel differs by more than {@code near}. */
    Optional<Difference> differsFrom(Picture expected, int near) {
        if (width != expected.width || height != expected.height) {
            String words = "it is " + width + "x" + height + ", not " + expected.width + "x" + expected.height;
            return Optional.of(new Difference(pixels.length, words, this));
        }
        int[] marked = new int[pixels.length];
        int count = 0;
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int i = 0; i < pixels.length; i++) {
            marked[i] = pale(pixels[i]);
            if (distance(pixels[i], expected.pixels[i]) > near) {
                marked[i] = MARK;
                count++;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width);
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        String words = count + " pixels differ by more than " + near + ", between (" + left + ", " + top + ") and ("
                + right + ", " + bottom + ")";
        return Optional.of(new Difference(count, words, new Picture(width, height, marked)));
    }

    private static int pale(int pixel) {
        int grey = ((pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF)) / 3;
        int light = 170 + grey / 3;
        return OPAQUE | light << 16 | light << 8 | light;
    }
}
