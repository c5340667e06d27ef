package lanner.product;

/** A count with its noun, as in a sentence. */
public final class Counted {
    private static final int GROUP = 3;

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
        return number(number) + ' ' + (number == 1 ? one : other);
    }

    /** {@code 2,000}. Without a formatter, whose first use takes ten milliseconds. */
    public static String number(long number) {
        StringBuilder digits = new StringBuilder().append(number);
        int sign = number < 0 ? 1 : 0;
        for (int at = digits.length() - GROUP; at > sign; at -= GROUP) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** A number that is not negative with two decimals, {@code 0.19}: to the nearest, a half up. Likewise without a formatter. */
    public static String hundredths(double number) {
        long rounded = Math.round(number * 100);
        long part = rounded % 100;
        return rounded / 100 + (part < 10 ? ".0" : ".") + part;
    }
}
