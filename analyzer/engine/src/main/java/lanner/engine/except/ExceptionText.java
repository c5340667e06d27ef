package lanner.engine.except;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import lanner.engine.text.RuleText;

/**
 * Writes values into exceptions, through two languages: an exception's value becomes part of a condition's text, so it is
 * written as a value of a condition, and that is a scalar of YAML. Not every value can be: {@link #reasonAgainst}.
 */
final class ExceptionText {
    /** What neither language reads as anything but these characters. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_/.*@%+-]+");

    private static final Set<String> MODIFIERS = Set.of("oneof", "anyof", "allof");

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
        return RuleText.scalar(quoted(text(bytes).orElseThrow()));
    }

    /** A text as a value of a condition. */
    private static String quoted(String text) {
        if (BARE.matcher(text).matches() && !MODIFIERS.contains(text)) {
            return text;
        }
        return RuleText.quoted(text);
    }
}
