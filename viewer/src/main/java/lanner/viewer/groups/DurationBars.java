package lanner.viewer.groups;

/** Bars of a histogram as text, eight steps to a letter. */
final class DurationBars {
    private static final int LETTERS = 20;
    private static final int STEPS = 8;
    private static final char FULL = '\u2588';

    private DurationBars() {}

    /** As long as its part of the most; what is not nothing is seen. */
    static String text(long calls, long most) {
        if (calls == 0) {
            return "";
        }
        int steps = (int) Math.max(1, Math.round(calls / (double) most * LETTERS * STEPS));
        String whole = String.valueOf(FULL).repeat(steps / STEPS);
        int rest = steps % STEPS;
        return rest == 0 ? whole : whole + (char) (FULL + STEPS - rest);
    }
}
