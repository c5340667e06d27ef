package lanner.engine.rules.read;

import java.util.Optional;
import lanner.engine.text.Characters;

/** A version of the engine or of a plugin: {@code major.minor.patch}. What follows the patch is not compared. */
public record Version(int major, int minor, int patch) {
    private static final int MOST_DIGITS = 9;
    private static final int MOST_BEHIND = 100;

    public static Optional<Version> parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        int end = second + 1;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        String major = text.substring(0, first);
        String minor = text.substring(first + 1, second);
        String patch = text.substring(second + 1, end);
        return isNumber(major) && isNumber(minor) && isNumber(patch) && mayFollow(text.substring(end))
                ? Optional.of(new Version(Integer.parseInt(major), Integer.parseInt(minor), Integer.parseInt(patch)))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return Characters.areDigits(text, MOST_DIGITS);
    }

    /** Whether this may stand behind the patch: nothing, or a word that a hyphen or a plus begins. */
    private static boolean mayFollow(String rest) {
        if (rest.isEmpty()) {
            return true;
        }
        if (rest.charAt(0) != '-' && rest.charAt(0) != '+' || rest.length() > 1 + MOST_BEHIND) {
            return false;
        }
        for (int i = 1; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && c != '.' && c != '+' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** An engine's version: a whole number N is short for {@code 0.N.0}. */
    static Optional<Version> parseEngine(String text) {
        return isNumber(text) ? Optional.of(new Version(0, Integer.parseInt(text), 0)) : parse(text);
    }

    /** Whether something of this version does where {@code required} is asked for. */
    public boolean satisfies(Version required) {
        return major == required.major
                && (minor > required.minor || (minor == required.minor && patch >= required.patch));
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
