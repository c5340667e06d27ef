package lanner.engine.lang.plan;

import lanner.engine.text.AsciiCase;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of fnmatch(3) without flags: {@code *} any run, slashes and leading dots included; {@code ?} one character;
 * {@code [a-z]}, {@code [!a]}, {@code [[:alpha:]]}; {@code \x} the character x. The whole text must match. Works on
 * bytes, one character each. Time is at most the product of the two lengths.
 */
public final class Glob {
    private final String pattern;
    private final boolean fold;
    /** What stands before, between and behind the stars, where nothing else is special: searched for as it is. */
    private final String @Nullable [] pieces;

    public Glob(String pattern, boolean fold) {
        this.pattern = fold ? AsciiCase.lower(pattern) : pattern;
        this.fold = fold;
        this.pieces = fold || hasMoreThanStars(pattern) ? null : pattern.split("\\*", -1);
    }

    private static boolean hasMoreThanStars(String pattern) {
        return pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0 || pattern.indexOf('\\') >= 0;
    }

    /** Whether a text holds any of the special characters. */
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** A long run of characters that stand for themselves, which every text that matches has; empty for none. */
    String longLiteral() {
        String longest = "";
        int start = 0;
        int at = 0;
        while (at <= pattern.length()) {
            char c = at < pattern.length() ? pattern.charAt(at) : '*';
            if (c == '*' || c == '?' || c == '[' || c == '\\') {
                if (at - start > longest.length()) {
                    longest = pattern.substring(start, at);
                }
                if (c == '[') {
                    int close = bracketEnd(at);
                    if (close < 0) {
                        // To look for the end of each that follows would take the square of the length.
                        break;
                    }
                    at = close;
                } else if (c == '\\') {
                    at++;
                }
                start = at + 1;
            }
            at++;
        }
        return longest;
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    boolean matches(String text, int from, int to) {
        return pieces == null ? matchesByElement(text, from, to) : matchesInOrder(pieces, text, from, to);
    }

    /** Whether the first piece begins the text, the last one ends it, and the others come between them, the leftmost each. */
    private static boolean matchesInOrder(String[] pieces, String text, int from, int to) {
        String first = pieces[0];
        int last = pieces.length - 1;
        if (last == 0) {
            return to - from == first.length() && text.startsWith(first, from);
        }
        int at = from + first.length();
        int end = to - pieces[last].length();
        if (at > end || !text.startsWith(first, from) || !text.startsWith(pieces[last], end)) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            int found = text.indexOf(pieces[i], at);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return true;
    }

    private boolean matchesByElement(String text, int from, int to) {
        int p = 0;
        int t = from;
        int star = -1;
        int retry = 0;
        while (t < to) {
            int next = p < pattern.length() && pattern.charAt(p) != '*' ? step(p, at(text, t)) : -1;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (next >= 0) {
                p = next;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private char at(String text, int index) {
        char c = text.charAt(index);
        return fold ? AsciiCase.lower(c) : c;
    }

    /** The pattern's next position if the element at {@code p} takes this character; -1 if it does not. */
    private int step(int p, char c) {
        char element = pattern.charAt(p);
        if (element == '?') {
            return p + 1;
        }
        if (element == '\\' && p + 1 < pattern.length()) {
            return pattern.charAt(p + 1) == c ? p + 2 : -1;
        }
        if (element == '[') {
            int end = bracketEnd(p);
            if (end > 0) {
                return bracket(p + 1, end, c) ? end + 1 : -1;
            }
        }
        return element == c ? p + 1 : -1;
    }

    /** Where the bracket that opens at {@code p} closes; -1 if it does not, and the bracket is an ordinary character. */
    private int bracketEnd(int p) {
        int i = p + 1;
        if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.charAt(i) == '[' && i + 1 < pattern.length() && pattern.charAt(i + 1) == ':') {
                int close = pattern.indexOf(":]", i + 2);
                i = close < 0 ? i : close + 1;
            } else if (pattern.charAt(i) == '\\') {
                i++;
            }
            i++;
        }
        return i < pattern.length() ? i : -1;
    }

    private boolean bracket(int from, int end, char c) {
        int i = from;
        boolean negated = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
        if (negated) {
            i++;
        }
        boolean found = false;
        boolean first = true;
        while (i < end || first && i <= end) {
            first = false;
            if (i >= end) {
                break;
            }
            if (pattern.startsWith("[:", i)) {
                int close = pattern.indexOf(":]", i + 2);
                if (close > 0 && close < end) {
                    found |= inClass(pattern.substring(i + 2, close), c);
                    i = close + 2;
                    continue;
                }
            }
            if (pattern.charAt(i) == '\\' && i + 1 < end) {
                i++;
            }
            char low = pattern.charAt(i);
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                char high = pattern.charAt(i + 2);
                found |= low <= c && c <= high;
                i += 3;
            } else {
                found |= low == c;
                i++;
            }
        }
        return found != negated;
    }

    private boolean inClass(String name, char c) {
        boolean lower = c >= 'a' && c <= 'z';
        boolean upper = c >= 'A' && c <= 'Z';
        boolean digit = c >= '0' && c <= '9';
        return switch (name) {
            case "alpha" -> lower || upper;
            case "digit" -> digit;
            case "alnum" -> lower || upper || digit;
            case "lower" -> lower;
            case "upper" -> upper || fold && lower;
            case "space" -> c == ' ' || c >= '\t' && c <= '\r';
            case "blank" -> c == ' ' || c == '\t';
            case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            case "cntrl" -> c < 32 || c == 127;
            case "print" -> c >= 32 && c < 127;
            case "graph" -> c > 32 && c < 127;
            case "punct" -> c > 32 && c < 127 && !lower && !upper && !digit;
            default -> false;
        };
    }
}
