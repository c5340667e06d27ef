package lanner.cli.ruletest;

/** Colours for a terminal; none where the output is no terminal. */
public enum TerminalColours {
    COLOURED,
    PLAIN;

    private static final int BOLD = 1;
    private static final int FAINT = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;

    String bold(String text) {
        return paint(BOLD, text);
    }

    String faint(String text) {
        return paint(FAINT, text);
    }

    String red(String text) {
        return paint(RED, text);
    }

    String green(String text) {
        return paint(GREEN, text);
    }

    String yellow(String text) {
        return paint(YELLOW, text);
    }

    private String paint(int code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
