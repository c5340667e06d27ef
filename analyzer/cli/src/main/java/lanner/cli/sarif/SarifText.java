package lanner.cli.sarif;

import lanner.product.TerminalText;

/** Texts of SARIF that hold what programs and files are called. */
final class SarifText {
    private static final String MORE = "...";

    private SarifText() {}

    /**
     * A message (section 3.11): controls are escapes, and what would make a link of it is none. It is cut at so many
     * characters.
     */
    static String message(String text, int most) {
        String safe = cut(TerminalText.visible(text), most);
        if (!safe.contains("](")) {
            return safe;
        }
        // Section 3.11.6: a link is [text](destination), and a backslash takes that meaning away.
        return safe.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
    }

    /** The text, cut at so many characters of UTF-16 and never inside of a pair. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - MORE.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + MORE;
    }
}
