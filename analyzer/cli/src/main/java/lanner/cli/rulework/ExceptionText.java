package lanner.cli.rulework;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * Writes values into exceptions, through two languages: an exception's value becomes part of a condition's text, so it is
 * written as a value of a condition, and that is a scalar of YAML. Not every value can be: {@link #reasonAgainst}.
 */
final class ExceptionText {
    /** What neither language reads as anything but these characters. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_/.*@%+-]+");

    private static final Set<String> MODIFIERS = Set.of("oneof", "anyof", "allof");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/.*@%+ -]*(?<! )|=");
    /** What readers of YAML take for something else than text; whole numbers do no harm. */
    private static final Pattern TYPED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|~|[+-]?\\.(inf|nan)"
            + "|[+-]?[0-9_]+\\.[0-9_]*(e[+-]?[0-9]+)?|0[xo0-9][0-9a-f_]*|[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private ExceptionText() {}

    /**
     * Why a value cannot be written as it is; empty if it can.
     *
     * @param bytes one character each
     * @param lists names that are filled in wherever they stand between delimiters, inside quotes too
     */
    static Optional<String> reasonAgainst(String bytes, Collection<String> lists) {
        if (text(bytes).isEmpty()) {
            return Optional.of("its bytes are no UTF-8 text");
        }
        if (bytes.indexOf('\0') >= 0) {
            return Optional.of("it holds a zero byte");
        }
        Set<String> names = new HashSet<>(lists);
        StringTokenizer words = new StringTokenizer(quoted(text(bytes).get()), " \t\n\r(),=");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            if (names.contains(word)) {
                return Optional.of("it holds the name of the list '" + word + "', which would be filled in");
            }
        }
        return Optional.empty();
    }

    /** The bytes as the text that they are. */
    private static Optional<String> text(String bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A value, against which there is no reason, as a scalar of YAML. */
    static String value(String bytes) {
        return scalar(quoted(text(bytes).orElseThrow()));
    }

    /** A text as a value of a condition. */
    private static String quoted(String text) {
        if (BARE.matcher(text).matches() && !MODIFIERS.contains(text)) {
            return text;
        }
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

    /** Any text as a scalar of YAML that stays a text. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !TYPED.matcher(text).matches()) {
            return text;
        }
        if (text.codePoints().allMatch(c -> c >= ' ' && c < 127 || Character.isLetterOrDigit(c))) {
            return '\'' + text.replace("'", "''") + '\'';
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (c >= ' ' && c < 127 || Character.isLetterOrDigit(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format(c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return escaped.append('"').toString();
    }

    /** A line as a comment of YAML. */
    static String comment(String line) {
        StringBuilder comment = new StringBuilder(line.isEmpty() ? "#" : "# ");
        line.codePoints()
                .forEach(c -> comment.appendCodePoint(
                        c >= ' ' && c < 127
                                        || c >= 160
                                                && Character.isDefined(c)
                                                && !Character.isISOControl(c)
                                                && c < 0xFFF0
                                ? c
                                : '?'));
        return comment.toString();
    }
}
