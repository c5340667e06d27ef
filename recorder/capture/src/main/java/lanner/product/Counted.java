package lanner.product;

import java.util.Locale;

/** A count with its noun, as in a sentence. */
public final class Counted {
    private Counted() {}

    /** {@code 1 capture}, {@code 2,000 captures}. */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /**
     * {@code 1 process}, {@code 2,000 processes}; a verb that goes with the noun can stand with it.
     *
     * @param one the words behind 1
     * @param other the words behind any other number, 0 too
     */
    public static String of(long number, String one, String other) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : other);
    }
}
