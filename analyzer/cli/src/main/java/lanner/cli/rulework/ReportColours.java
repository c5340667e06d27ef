package lanner.cli.rulework;

/**
 * The colours of a report, or none.
 *
 * @param on whether standard output is a terminal that wants them
 */
public record ReportColours(boolean on) {
    public String green(String text) {
        return paint(32, text);
    }

    public String red(String text) {
        return paint(31, text);
    }

    public String yellow(String text) {
        return paint(33, text);
    }

    public String bold(String text) {
        return paint(1, text);
    }

    private String paint(int code, String text) {
        return on ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
