package lanner.cli.tui.text;

import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/**
 * How text looks on a terminal.
 *
 * @param coloured whether there are colours; without them there is bold, faint and inverse
 * @param unicode whether characters beyond ASCII are shown; without it they are escapes
 */
public record Look(boolean coloured, boolean unicode) {
    private static final int LEAST_COLOURS = 8;
    /** The terminal's colours that are nearest to those of the viewer. */
    private static final Map<String, Integer> TAG_COLOURS = Map.of(
            "orange", AttributedStyle.YELLOW,
            "sky blue", AttributedStyle.CYAN,
            "green", AttributedStyle.GREEN,
            "yellow", AttributedStyle.YELLOW,
            "blue", AttributedStyle.BLUE,
            "vermilion", AttributedStyle.RED,
            "purple", AttributedStyle.MAGENTA);

    /**
     * The look that the environment asks for.
     *
     * @param type {@code TERM}
     * @param colours how many the terminal has
     */
    public static Look of(String type, int colours, Map<String, String> environment) {
        String none = environment.getOrDefault("NO_COLOR", "");
        // The console's own font has not the signs that are used here.
        boolean console = type.equals("linux");
        return new Look(colours >= LEAST_COLOURS && none.isEmpty(), isUtf8(environment) && !console);
    }

    /** The launcher sets a locale of its own, and leaves the user's in {@code LANNER_LC_ALL}: {@code =VALUE}, or empty. */
    private static boolean isUtf8(Map<String, String> environment) {
        String launched = environment.get("LANNER_LC_ALL");
        String all = launched == null
                ? environment.getOrDefault("LC_ALL", "")
                : launched.startsWith("=") ? launched.substring(1) : "";
        String locale = all;
        for (String name : new String[] {"LC_CTYPE", "LANG"}) {
            locale = locale.isEmpty() ? environment.getOrDefault(name, "") : locale;
        }
        String lower = locale.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
    }

    public AttributedStyle style(Role role) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (role) {
            case PLAIN -> plain;
            case QUIET -> plain.faint();
            case STRONG, CHOSEN -> plain.bold();
            case HEADING -> plain.underline();
            case FOCUSED -> plain.inverse().bold();
            case SELECTED -> plain.inverse();
            case GRAVE -> coloured ? plain.bold().foreground(AttributedStyle.RED) : plain.bold();
            case WARNING -> coloured ? plain.foreground(AttributedStyle.MAGENTA) : plain;
            case GOOD -> coloured ? plain.foreground(AttributedStyle.GREEN) : plain;
            case WRONG_PLACE -> coloured ? plain.inverse().foreground(AttributedStyle.RED) : plain.inverse();
        };
    }

    /**
     * How the letter of a tag looks.
     *
     * @param colour the name that the viewer has for it; of another name the letter is bold alone
     */
    public AttributedStyle tag(String colour) {
        AttributedStyle bold = AttributedStyle.BOLD;
        Integer own = coloured ? TAG_COLOURS.get(colour) : null;
        return own == null ? bold : bold.foreground(own);
    }

    public String sign(Glyph glyph) {
        return glyph.text(unicode);
    }
}
