package lanner.engine.lang.parse;

import java.util.Arrays;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;
import org.jspecify.annotations.Nullable;

/**
 * The text of a condition and how far it was read: blanks, words, numbers, quoted text, and the places of all of them.
 * Keywords match by prefix. Every token is scanned once, so that the time is linear.
 */
final class Scanner {
    /** How deep parentheses and transformers may nest, as in Falco's rule loader. */
    static final int MAX_DEPTH = 1000;

    private final String text;
    private int at;
    private int depth;
    private String lastToken = "";
    private int[] lineStarts = new int[64];
    private int lines;

    Scanner(String text) {
        this.text = text;
        findLines();
    }

    /** The offset of the next character. */
    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    boolean isAtBlank() {
        return at < text.length() && isBlank(text.charAt(at));
    }

    /** What was taken last, shortened for messages. */
    String lastToken() {
        return lastToken.length() > 60 ? lastToken.substring(0, 57) + "..." : lastToken;
    }

    /** Goes one level deeper. */
    void descend() throws ConditionException {
        if (++depth > MAX_DEPTH) {
            throw error("exceeded max depth limit of " + MAX_DEPTH);
        }
    }

    void ascend() {
        depth--;
    }

    /** Takes a word that a blank follows. */
    boolean takeWord(String word) {
        int end = at + word.length();
        if (text.startsWith(word, at) && end < text.length() && isBlank(text.charAt(end))) {
            at = end;
            lastToken = word;
            return true;
        }
        return false;
    }

    /** The dotted name of a field; null if there is none here. */
    @Nullable
    String fieldName() {
        return taken(fieldNameEnd(at));
    }

    @Nullable
    String identifier() {
        return taken(identifierEnd(at));
    }

    /** A value without quotes; null if there is none here. */
    @Nullable
    String bare() {
        int end = at;
        while (end < text.length() && isBare(text.charAt(end))) {
            end++;
        }
        return taken(end == at ? -1 : end);
    }

    private @Nullable String taken(int end) {
        if (end < 0) {
            return null;
        }
        lastToken = text.substring(at, end);
        at = end;
        return lastToken;
    }

    /** What stands in a field's brackets without quotes; null if there is none here. */
    @Nullable
    String fieldArgument() {
        int end = at;
        while (end < text.length() && isFieldArgument(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            return null;
        }
        String argument = text.substring(at, end);
        at = end;
        return argument;
    }

    /** Whether this word, a blank, and a list or an identifier stand behind blanks; takes the word if so. */
    boolean takeBeforeList(String word) {
        int start = skipBlanks(at);
        int end = start + word.length();
        if (text.startsWith(word, start) && end < text.length() && isBlank(text.charAt(end))) {
            int next = skipBlanks(end);
            if (next < text.length() && (text.charAt(next) == '(' || startsIdentifier(next))) {
                at = end;
                lastToken = word;
                return true;
            }
        }
        return false;
    }

    private boolean startsIdentifier(int from) {
        int end = identifierEnd(from);
        if (end < 0) {
            return false;
        }
        String word = text.substring(from, end);
        return !word.equals("and") && !word.equals("or") && !word.equals("not");
    }

    boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            lastToken = token;
            return true;
        }
        return false;
    }

    boolean blank() {
        int before = at;
        blanks();
        return at > before;
    }

    void blanks() {
        at = skipBlanks(at);
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of an identifier that starts here; -1 if none does. */
    private int identifierEnd(int from) {
        int i = from;
        while (i < text.length() && isLetter(text.charAt(i))) {
            i++;
        }
        if (i == from) {
            return -1;
        }
        while (i < text.length() && isWord(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of a dotted name with at least one dot; -1 if there is none here. */
    private int fieldNameEnd(int from) {
        int end = identifierEnd(from);
        if (end < 0) {
            return -1;
        }
        int dots = 0;
        while (end < text.length() && text.charAt(end) == '.') {
            int next = identifierEnd(end + 1);
            if (next < 0) {
                break;
            }
            end = next;
            dots++;
        }
        return dots == 0 ? -1 : end;
    }

    /** A hexadecimal or decimal number as written; null if there is none here. */
    @Nullable
    String number() {
        int start = at;
        int i = at;
        if (i + 2 < text.length()
                && text.charAt(i) == '0'
                && (text.charAt(i + 1) == 'x' || text.charAt(i + 1) == 'X')
                && Character.digit(text.charAt(i + 2), 16) >= 0
                && text.charAt(i + 2) < 128) {
            i += 2;
            while (i < text.length() && text.charAt(i) < 128 && Character.digit(text.charAt(i), 16) >= 0) {
                i++;
            }
        } else {
            if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
                i++;
            }
            int digits = skipDigits(i);
            if (digits == i) {
                return null;
            }
            i = digits;
            if (i < text.length() && text.charAt(i) == '.') {
                i++;
            }
            i = skipDigits(i);
            if (i + 2 < text.length()
                    && (text.charAt(i) == 'e' || text.charAt(i) == 'E')
                    && (text.charAt(i + 1) == '+' || text.charAt(i + 1) == '-')
                    && isDigit(text.charAt(i + 2))) {
                i = skipDigits(i + 2);
            }
        }
        at = i;
        lastToken = text.substring(start, i);
        return lastToken;
    }

    private int skipDigits(int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** A quoted text without quotes and escapes; null if none starts here or it is not closed. */
    @Nullable
    String quoted() throws ConditionException {
        if (at >= text.length()) {
            return null;
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return null;
        }
        int end = at;
        do {
            end = text.indexOf(quote, end + 1);
        } while (end >= 0 && text.charAt(end - 1) == '\\');
        if (end < 0) {
            return null;
        }
        String value = unescape(at + 1, end, quote);
        at = end + 1;
        lastToken = value;
        return value;
    }

    private String unescape(int from, int to, char quote) throws ConditionException {
        int backslash = text.indexOf('\\', from);
        if (backslash < 0 || backslash >= to) {
            return text.substring(from, to);
        }
        StringBuilder value = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = i < to ? text.charAt(i) : quote;
            i++;
            switch (escaped) {
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '/' -> value.append('/');
                case '\\', ' ' -> value.append('\\');
                case 'x' -> {
                    int high = i < to ? Character.digit(text.charAt(i), 16) : -1;
                    int low = i + 1 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
                    if (high < 0 || low < 0 || high * 16 + low == 0) {
                        at = i - 2;
                        throw error("unsupported string escape sequence: \\x");
                    }
                    value.append((char) (high * 16 + low));
                    i += 2;
                }
                default -> {
                    if (escaped != quote) {
                        at = i - 2;
                        throw error(
                                escaped == '"' || escaped == '\''
                                        ? "invalid \\" + escaped + " escape in " + quote + "-quoted string"
                                        : "unsupported string escape sequence: \\" + escaped);
                    }
                    value.append(quote);
                }
            }
        }
        return value.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isBare(char c) {
        return c != '(' && c != ')' && c != '"' && c != '\'' && c != '=' && c != ',' && !isSpace(c);
    }

    private static boolean isFieldArgument(char c) {
        return c != '[' && c != ']' && c != '"' && c != '\'' && !isSpace(c);
    }

    Span span(int start) {
        int[] place = place(start);
        return new Span(start, at, place[0], place[1]);
    }

    ConditionException error(String message) {
        int[] place = place(at);
        return new ConditionException(message, new Span(at, Math.min(at + 1, text.length()), place[0], place[1]));
    }

    /** Line and column of an offset, both from 1. */
    private int[] place(int offset) {
        int line = Arrays.binarySearch(lineStarts, 0, lines, offset);
        if (line < 0) {
            line = -line - 2;
        }
        return new int[] {line + 1, offset - lineStarts[line] + 1};
    }

    private void findLines() {
        lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (lines == lineStarts.length) {
                    lineStarts = Arrays.copyOf(lineStarts, lines * 2);
                }
                lineStarts[lines++] = i + 1;
            }
        }
    }
}
