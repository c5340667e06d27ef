package lanner.engine.rules.finding;

/** The line of a text that a finding is about, with a caret below the place. */
public final class Snippet {
    private static final int LONGEST = 160;
    private static final String CUT = "...";

    private Snippet() {}

    /**
     * Two lines: the text's line, cut to 160 characters around the place, and the caret.
     *
     * @param offset where in the text, in characters
     */
    public static String of(String text, int offset) {
        if (text.isEmpty()) {
            return "";
        }
        int at = Math.max(0, Math.min(offset, text.length()));
        int start = at;
        while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        String before = "";
        String after = "";
        if (end - start > LONGEST) {
            int from = Math.max(start, Math.min(at - LONGEST / 2, end - LONGEST));
            int to = Math.min(end, from + LONGEST);
            before = from > start ? CUT : "";
            after = to < end ? CUT : "";
            start = from;
            end = to;
        }
        String line = before + text.substring(start, end).replace('\t', ' ') + after;
        return line + '\n' + " ".repeat(before.length() + at - start) + '^';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
