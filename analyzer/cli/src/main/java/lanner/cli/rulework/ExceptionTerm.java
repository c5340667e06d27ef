package lanner.cli.rulework;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One field of an exception, what it is compared by and with.
 *
 * @param value bytes, one character each; a pattern where the operator is glob
 */
record ExceptionTerm(String field, String operator, String value) {
    /** A literal of more bytes does not load in Falco. */
    private static final int LONGEST = 255;

    /** The narrowest comparison that holds for this value and for what it will be the next time. */
    static ExceptionTerm of(String field, String value) {
        List<String> pieces = Stability.shape(value).pieces();
        if (pieces.size() == 1) {
            return exact(field, value);
        }
        if (pieces.size() == 2 && pieces.get(1).isEmpty()) {
            return new ExceptionTerm(field, "startswith", cut(pieces.get(0), LONGEST));
        }
        if (pieces.size() == 2 && pieces.get(0).isEmpty() && pieces.get(1).length() <= LONGEST) {
            return new ExceptionTerm(field, "endswith", pieces.get(1));
        }
        String pattern = pieces.stream().map(ExceptionTerm::escaped).collect(Collectors.joining("*"));
        return new ExceptionTerm(field, "glob", pattern.length() <= LONGEST ? pattern : cutPattern(pattern));
    }

    /** The value as it is, or as much of its beginning as may be written. */
    static ExceptionTerm exact(String field, String value) {
        return value.length() <= LONGEST
                ? new ExceptionTerm(field, "=", value)
                : new ExceptionTerm(field, "startswith", cut(value, LONGEST));
    }

    private static String escaped(String piece) {
        return piece.replaceAll("[*?\\[\\\\]", "\\\\$0");
    }

    /** A pattern's beginning: with an even number of backslashes at its end none has lost what it escapes. */
    private static String cutPattern(String pattern) {
        String start = cut(pattern, LONGEST - 1);
        int slashes = 0;
        while (slashes < start.length() && start.charAt(start.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return start.substring(0, start.length() - slashes % 2) + "*";
    }

    /** At most so many bytes, without the first ones of a character that does not fit. */
    private static String cut(String bytes, int most) {
        int end = Math.min(most, bytes.length());
        while (end > 0 && end < bytes.length() && (bytes.charAt(end) & 0xC0) == 0x80) {
            end--;
        }
        return bytes.substring(0, end);
    }
}
