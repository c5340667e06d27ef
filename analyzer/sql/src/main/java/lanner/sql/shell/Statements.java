package lanner.sql.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text as statements. A semicolon ends one, but in a text ({@code 'a;b'}, {@code E'\\';'}, {@code $tag$a;b$tag$}), a name
 * ({@code "a;b"}) and a comment ({@code -- a;b}, {@code /* a;b *}{@code /}, which nests).
 */
public final class Statements {
    private final String text;
    private final List<String> ended = new ArrayList<>();
    private int start;
    private int at;
    /** Whether something stands behind {@link #start} that is no blank and no comment. */
    private boolean says;

    private Statements(String text) {
        this.text = text;
    }

    /** All statements, without their semicolons; the last one may lack it. */
    public static List<String> of(String text) {
        Statements statements = new Statements(text);
        statements.read();
        if (statements.says) {
            statements.ended.add(text.substring(statements.start).strip());
        }
        return List.copyOf(statements.ended);
    }

    /** Whether the last statement still lacks its end. */
    public static boolean isOpen(String text) {
        Statements statements = new Statements(text);
        return !statements.read() || statements.says;
    }

    /** False when the text ends within a quotation or a comment. */
    private boolean read() {
        boolean closed = true;
        while (at < text.length() && closed) {
            char c = text.charAt(at);
            if (c == ';') {
                if (says) {
                    ended.add(text.substring(start, at).strip());
                }
                start = ++at;
                says = false;
            } else if (c == '-' && text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (c == '/' && text.startsWith("/*", at)) {
                closed = comment();
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                says = true;
                closed = token(c);
            }
        }
        return closed;
    }

    private boolean token(char c) {
        Optional<String> tag = c == '$' ? dollarTag() : Optional.empty();
        if (tag.isPresent()) {
            int end = text.indexOf(tag.get(), at + tag.get().length());
            at = end < 0 ? text.length() : end + tag.get().length();
            return end >= 0;
        }
        if (c == '\'' || c == '"') {
            return quotation(c, c == '\'' && isEscaping());
        }
        at++;
        return true;
    }

    /** {@code $$} or {@code $tag$} that begins here. */
    private Optional<String> dollarTag() {
        if (at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1))) {
            return Optional.empty();
        }
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')
                && !Character.isDigit(text.charAt(at + 1))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$'
                ? Optional.of(text.substring(at, end + 1))
                : Optional.empty();
    }

    /** Whether the quote at hand is that of {@code E'...'}. */
    private boolean isEscaping() {
        return at > 0
                && Character.toLowerCase(text.charAt(at - 1)) == 'e'
                && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private boolean quotation(char quote, boolean escapes) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (escapes && c == '\\') {
                at++;
            } else if (c == quote) {
                // A doubled one begins the next quotation right here.
                return true;
            }
        }
        at = text.length();
        return false;
    }

    private boolean comment() {
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return true;
                }
            } else {
                at++;
            }
        }
        return false;
    }
}
