package lanner.investigation.casework;

/** Text in Markdown (GitHub's, which is CommonMark with tables and links without marks) that is shown as it is. */
public final class MarkdownText {
    private static final String MARKS = "\\`*_{}[]()#+-!|~";

    private MarkdownText() {}

    /**
     * A line with what would be a mark, a link or a tag escaped. It may stand in a paragraph, a list or a cell of a table.
     *
     * @param words without ends of lines
     */
    public static String escaped(String words) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '&' || c == '<' || c == '>') {
                safe.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
            } else if (c == '@' || c == ':') {
                // Readers make links of addresses without any mark.
                safe.append(c == '@' ? "&#64;" : words.startsWith("://", i) ? "&#58;" : ":");
            } else if (c == '.' && (words.startsWith("www", i - 3) || words.startsWith("WWW", i - 3))) {
                safe.append("&#46;");
            } else if (MARKS.indexOf(c) >= 0) {
                // A dash or a dot inside a word is no mark of anything.
                boolean inside = c == '-' && i > 0 && Character.isLetterOrDigit(words.charAt(i - 1));
                safe.append(inside || c == '(' || c == ')' ? "" : "\\").append(c);
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
