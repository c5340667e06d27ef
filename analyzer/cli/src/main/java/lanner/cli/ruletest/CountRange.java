package lanner.cli.ruletest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.product.Counted;

/** How often: {@code 3}, {@code 2..5}, {@code 2..} for at least two. Both ends count. */
record CountRange(long least, long most) {
    static final CountRange AT_LEAST_ONCE = new CountRange(1, Long.MAX_VALUE);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(\\.\\.([0-9]{1,9})?)?");

    /** Empty when the text is none of these, or the first end is beyond the second. */
    static Optional<CountRange> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long least = Long.parseLong(matcher.group(1));
        long most = matcher.group(2) == null
                ? least
                : matcher.group(3) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(3));
        return most < least ? Optional.empty() : Optional.of(new CountRange(least, most));
    }

    boolean hold(long count) {
        return count >= least && count <= most;
    }

    /**
     * The nearest bounds of the same form that hold this count: an exact number stays one, an end that is crossed moves.
     * No time at all is exact always: bounds that begin at 0 and have no end could not fail.
     */
    CountRange toHold(long count) {
        return least == most || count == 0
                ? new CountRange(count, count)
                : new CountRange(Math.min(least, count), Math.max(most, count));
    }

    /** As it is written: {@code 3}, {@code 2..5}, {@code 2..}. */
    String written() {
        return least == most ? Long.toString(least) : least + ".." + (most == Long.MAX_VALUE ? "" : most);
    }

    @Override
    public String toString() {
        if (most == Long.MAX_VALUE) {
            return "at least " + Counted.of(least, "time");
        }
        return least == most ? Counted.of(least, "time") : least + " to " + most + " times";
    }
}
