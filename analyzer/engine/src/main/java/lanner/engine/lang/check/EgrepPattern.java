package lanner.engine.lang.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import lanner.engine.json.JsonText;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Span;
import org.jspecify.annotations.Nullable;

/**
 * {@code regex}: a POSIX extended regular expression that must match the whole text. Matched in linear time (RE2), never
 * by backtracking. What only Perl's dialect has is refused, as Falco's engine does.
 */
public final class EgrepPattern {
    private static final int MAX_PATTERN = 10_000;

    private final Pattern pattern;

    EgrepPattern(String expression, Span span) throws ConditionException {
        String refused = perlOnly(expression);
        if (refused != null || expression.length() > MAX_PATTERN) {
            throw new ConditionException("invalid regex pattern: " + (refused == null ? "too long" : refused), span);
        }
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new ConditionException("invalid regex pattern: " + words(e), span);
        }
    }

    /** The fault in the words of Falco's engine, with the piece that has it. */
    private static String words(PatternSyntaxException e) {
        String fault = e.getDescription()
                .replace("missing argument to repetition operator", "no argument for repetition operator")
                .replace("invalid nested repetition operator", "bad repetition operator");
        return e.getPattern() == null || e.getPattern().isEmpty() ? fault : fault + ": " + e.getPattern();
    }

    /** Whether a whole text matches, whose bytes are given one character each. */
    public boolean matches(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) >= 128) {
                // Bytes that are no UTF-8 become U+FFFD, one each.
                return pattern.matches(JsonText.characters(bytes));
            }
        }
        return pattern.matches(bytes);
    }

    /** Why an expression is not of the POSIX dialect; null if it is. */
    private static @Nullable String perlOnly(String expression) {
        boolean inBracket = false;
        int i = -1;
        while (++i < expression.length()) {
            char c = expression.charAt(i);
            char next = i + 1 < expression.length() ? expression.charAt(i + 1) : 0;
            if (c == '\\') {
                if (next >= 'a' && next <= 'z' && "afnrtvx".indexOf(next) < 0
                        || next >= 'A' && next <= 'Z'
                        || next >= '1' && next <= '9') {
                    return "invalid escape sequence: \\" + next;
                }
                i++;
            } else if (inBracket) {
                if (c == '[' && next == ':') {
                    int close = expression.indexOf(":]", i + 2);
                    if (close > 0) {
                        i = close + 1;
                    }
                } else if (c == ']') {
                    inBracket = false;
                }
            } else if (c == '[') {
                inBracket = true;
                if (next == '^') {
                    i++;
                    next = i + 1 < expression.length() ? expression.charAt(i + 1) : 0;
                }
                if (next == ']') {
                    i++;
                }
            } else if (c == '(' && next == '?') {
                return "no argument for repetition operator: ?";
            } else if ((c == '*' || c == '+' || c == '?' || c == '}') && (next == '*' || next == '+' || next == '?')) {
                return "bad repetition operator: " + c + next;
            }
        }
        return null;
    }
}
