package lanner.engine.rules.read;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the engine or of a plugin: {@code major.minor.patch}. What follows the patch is not compared. */
public record Version(int major, int minor, int patch) {
    private static final Pattern SEMANTIC =
            Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:[-+][0-9A-Za-z.+-]{0,100})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    public static Optional<Version> parse(String text) {
        Matcher matcher = SEMANTIC.matcher(text);
        return matcher.matches()
                ? Optional.of(new Version(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** An engine's version: a whole number N is short for {@code 0.N.0}. */
    static Optional<Version> parseEngine(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(new Version(0, Integer.parseInt(text), 0)) : parse(text);
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
