package lanner.cli.tui.text;

/** Signs that a terminal may or may not be able to show. */
public enum Glyph {
    FOLDED("\u25b8", "+"),
    UNFOLDED("\u25be", "-"),
    /** Between panes. Not a line that terminals keep in a set of their own: switching to it costs more than it. */
    BORDER("\u250a", "|"),
    MORE("\u2026", "~"),
    ARROW("\u2190", "<-"),
    ACCEPTED("\u2713", "v"),
    FALSE_POSITIVE("\u2717", "x"),
    ESCALATED("\u25b2", "^"),
    UNDECIDED("\u25cb", "o");

    private final String unicode;
    private final String ascii;

    Glyph(String unicode, String ascii) {
        this.unicode = unicode;
        this.ascii = ascii;
    }

    String text(boolean isUnicode) {
        return isUnicode ? unicode : ascii;
    }
}
