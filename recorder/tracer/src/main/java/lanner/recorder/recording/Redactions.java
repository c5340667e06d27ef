package lanner.recorder.recording;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Replaces what matches one of some expressions (RE2 syntax, linear in the text) before anything is written. Texts are
 * bytes; arguments and environments are lists whose items end with a NUL, which an expression may name as {@code \x00}.
 */
public final class Redactions {
    /** What stands in the place of a match. */
    public static final String REPLACEMENT = "[redacted]";

    private final List<Pattern> patterns;

    private Redactions(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Reads the expressions.
     *
     * @throws IllegalArgumentException with the expression that is none, and why
     */
    public static Redactions of(List<String> expressions) {
        return new Redactions(expressions.stream().map(Redactions::compile).toList());
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(
                    new String(expression.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        } catch (PatternSyntaxException e) {
            String reason = new String(
                    String.valueOf(e.getMessage()).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            throw new IllegalArgumentException("'" + expression + "': " + reason, e);
        }
    }

    /** The expressions. */
    public List<String> expressions() {
        return patterns.stream().map(Pattern::pattern).toList();
    }

    /** The text with its matches replaced. */
    public String apply(String latin1) {
        String text = latin1;
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                text = matcher.replaceAll(REPLACEMENT);
            }
        }
        return text;
    }

    /** The bytes with their matches replaced: the same array when there are none. */
    byte[] apply(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String redacted = apply(text);
        // Without a match the very same text comes back.
        return text.equals(redacted) ? bytes : redacted.getBytes(StandardCharsets.ISO_8859_1);
    }
}
