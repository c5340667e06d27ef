package lanner.viewer.paint;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import lanner.engine.alert.AlertText;

/** Text from captures, escaped and short enough for a line. */
public final class DisplayText {
    private static final int NEAREST = 8;

    private DisplayText() {}

    /** Bytes, one character each, as readable text: control characters and marks of direction are escaped. */
    public static String text(String bytes) {
        return AlertText.visible(bytes);
    }

    /** The same, at most so many characters. */
    public static String text(String bytes, int most) {
        // An escape takes several characters: cut before, for what may be a megabyte, and after.
        String some = bytes.length() > most ? bytes.substring(0, most) : bytes;
        String shown = text(some);
        return shown.length() < most && some.length() == bytes.length()
                ? shown
                : shown.length() <= most && some.length() == bytes.length()
                        ? shown
                        : shown.substring(0, Math.min(most - 1, shown.length())) + "\u2026";
    }

    /** The nearest of a chain of processes in one line; a program can make chains of thousands. */
    public static <T> String chain(List<T> processes, Function<T, String> words) {
        int more = processes.size() - NEAREST;
        return processes.stream().limit(NEAREST).map(words).collect(Collectors.joining("  \u2190  "))
                + (more > 0 ? "  \u2190  " + number(more) + " more" : "");
    }

    /** A number with its thousands set apart. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
