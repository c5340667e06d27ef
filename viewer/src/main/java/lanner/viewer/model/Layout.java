package lanner.viewer.model;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the window is arranged, as a text: size of letters, height of rows, the columns of events, the sizes of panes. A line
 * begins with what it is about.
 */
public final class Layout {
    private static final String SCALE = "scale ";
    private static final String ROWS = "rows ";
    private static final String COLUMN = "column ";
    private static final String SIZE = "size ";
    private static final Pattern SCALES = Pattern.compile("[0-9]\\.[0-9]{1,3}");

    /** What is read of a kind of line: all of them together. */
    private static final Map<String, BiConsumer<Settings, String>> READ = Map.of(
            SCALE,
            Layout::scale,
            ROWS,
            Layout::rows,
            COLUMN,
            (settings, text) -> settings.columns().read(text),
            SIZE,
            (settings, text) -> settings.sizes().read(text));

    private Layout() {}

    /** The layout that the settings have now. */
    public static String of(Settings settings) {
        return SCALE + settings.scale().get() + "\n" + ROWS
                + settings.density().get().name() + "\n"
                + prefixed(COLUMN, settings.columns().written())
                + prefixed(SIZE, settings.sizes().written());
    }

    private static String prefixed(String begin, String lines) {
        return lines.lines().map(line -> begin + line + "\n").collect(Collectors.joining());
    }

    /** Arranges the window as a text says; what the text does not say stays, but for sizes, which are then as at first. */
    public static void apply(Settings settings, String text) {
        READ.forEach((begin, read) -> read.accept(
                settings,
                text.lines()
                        .filter(line -> line.startsWith(begin))
                        .map(line -> line.substring(begin.length()))
                        .collect(Collectors.joining("\n"))));
    }

    private static void scale(Settings settings, String text) {
        if (SCALES.matcher(text).matches()) {
            settings.scale().set(Settings.within(Double.parseDouble(text)));
        }
    }

    private static void rows(Settings settings, String text) {
        Arrays.stream(Density.values())
                .filter(density -> density.name().equals(text))
                .forEach(settings.density()::set);
    }
}
