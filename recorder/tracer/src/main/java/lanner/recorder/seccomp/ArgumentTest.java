package lanner.recorder.seccomp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question about one argument of a call that a filter can answer: whether the low 32 bits under a mask have a value.
 *
 * @param argument the argument's place, 0 to 5
 */
public record ArgumentTest(int argument, int mask, int value) {
    private static final Pattern TEXT = Pattern.compile("arg([0-5])&0x([0-9a-f]{1,8})=0x([0-9a-f]{1,8})");

    /**
     * Reads {@code arg2&0x3=0x1}.
     *
     * @throws IllegalArgumentException when the text is nothing like it, or could never be true
     */
    static ArgumentTest parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no test like arg2&0x3=0x1");
        }
        int mask = Integer.parseUnsignedInt(matcher.group(2), 16);
        int value = Integer.parseUnsignedInt(matcher.group(3), 16);
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("'" + text + "' can never be true: its mask lacks bits of its value");
        }
        return new ArgumentTest(Integer.parseInt(matcher.group(1)), mask, value);
    }

    boolean holds(long[] arguments) {
        return ((int) arguments[argument] & mask) == value;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return "arg" + argument + "&0x" + Integer.toHexString(mask) + "=0x" + Integer.toHexString(value);
    }
}
