package lanner.viewer.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a window stands on the screen and how large it is, in pixels.
 *
 * @param x may be negative, on a screen to the left of the first one
 * @param maximized whether it fills the screen; the others are then what it goes back to
 */
public record WindowBounds(int x, int y, int width, int height, boolean maximized) {
    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,5} ){2}([0-9]{1,5} ){2}(true|false)");

    /** In one line. */
    String written() {
        return x + " " + y + " " + width + " " + height + " " + maximized;
    }

    /** Takes what {@link #written} wrote; empty for another text. */
    static Optional<WindowBounds> read(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] words = text.split(" ", 5);
        return Optional.of(new WindowBounds(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Boolean.parseBoolean(words[4])));
    }
}
