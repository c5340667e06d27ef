package lanner.engine.rules.define;

import java.util.Objects;

/**
 * How much lists and macros may grow while they are filled in. A file of a few lines can ask for more text than any
 * memory holds; the budget turns that into an error. The community's 93 rules need a hundredth of it.
 */
public final class ExpansionBudget {
    /** The longest condition, its lists filled in, in characters. */
    public static final int MAX_TEXT = 4_000_000;

    /** The deepest condition, its macros filled in. */
    static final int MAX_DEPTH = 1000;

    /** The most nodes of one condition, its macros filled in. */
    static final int MAX_NODES = 100_000;

    private static final long MAX_TOTAL_TEXT = 200_000_000;
    private static final long MAX_TOTAL_NODES = 2_000_000;

    private long text;
    private long nodes;

    /** Too much; the message is for people. */
    public static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    public void chargeText(long characters) throws Exceeded {
        if (characters > MAX_TEXT) {
            throw new Exceeded("Lists grow to more than " + MAX_TEXT + " characters where they are filled in");
        }
        text += characters;
        if (text > MAX_TOTAL_TEXT) {
            throw new Exceeded("Lists grow to more than " + MAX_TOTAL_TEXT + " characters in all");
        }
    }

    public void chargeNodes(long count, int depth) throws Exceeded {
        if (depth > MAX_DEPTH) {
            throw new Exceeded("The condition nests deeper than " + MAX_DEPTH + " levels with its macros filled in");
        }
        if (count > MAX_NODES) {
            throw new Exceeded("The condition grows to more than " + MAX_NODES + " checks with its macros filled in");
        }
        nodes += count;
        if (nodes > MAX_TOTAL_NODES) {
            throw new Exceeded("Conditions grow to more than " + MAX_TOTAL_NODES + " checks in all");
        }
    }
}
