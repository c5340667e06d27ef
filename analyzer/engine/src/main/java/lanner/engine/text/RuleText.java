package lanner.engine.text;

import java.util.regex.Pattern;
import lanner.product.TerminalText;

/**
 * Writes texts of others into rule files, through two languages: a value of a condition is quoted as conditions quote, and
 * what stands in the file is a scalar, or a comment, of YAML.
 */
public final class RuleText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/.*@%+ -]*(?<! )|=");
    /** What readers of YAML take for something else than text; whole numbers do no harm. */
    private static final Pattern TYPED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|~|[+-]?\\.(inf|nan)"
            + "|[+-]?[0-9_]+\\.[0-9_]*(e[+-]?[0-9]+)?|0[xo0-9][0-9a-f_]*|[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private RuleText() {}

    /** Characters, none of them NUL, as a quoted value of a condition. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '"' -> quoted.append("\\\"");
                // A quote behind a backslash does not close: the last one has another spelling.
                case '\\' -> quoted.append(i == text.length() - 1 ? "\\ " : "\\\\");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Any text as a scalar of YAML, on one line, that stays a text. */
    public static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !TYPED.matcher(text).matches()) {
            return text;
        }
        if (isPlain(text)) {
            return '\'' + text.replace("'", "''") + '\'';
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (isPlain(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format(c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return escaped.append('"').toString();
    }

    /** Whether every character is a letter, a digit, or an ASCII sign: what a block of YAML holds as it is. */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(RuleText::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 127 || Character.isLetterOrDigit(c);
    }

    /** A line as a comment of YAML; what it cannot hold is a question mark. */
    public static String comment(String line) {
        StringBuilder comment = new StringBuilder(line.isEmpty() ? "#" : "# ");
        line.codePoints()
                .forEach(c -> comment.appendCodePoint(
                        !TerminalText.isControl(c) && Character.isDefined(c) && c < 0xFFF0 ? c : '?'));
        return comment.toString();
    }
}
