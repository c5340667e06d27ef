package lanner.engine.text;

/**
 * Letters of either case. Texts of events are bytes, one character each: only those of ASCII are letters, as for tolower(3) in
 * the C locale and in Falco. {@link String#toLowerCase} takes parts of UTF-8 characters for letters of Latin-1.
 */
public final class AsciiCase {
    private static final int DISTANCE = 'a' - 'A';

    private AsciiCase() {}

    /** A letter's small form; what is no capital letter of ASCII stays. */
    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + DISTANCE) : c;
    }

    /** A text in small letters. */
    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            lower.setCharAt(i, lower(lower.charAt(i)));
        }
        return lower.toString();
    }

    /** A text in capital letters. */
    public static String upper(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            if (c >= 'a' && c <= 'z') {
                upper.setCharAt(i, (char) (c - DISTANCE));
            }
        }
        return upper.toString();
    }
}
