package lanner.behaviour.fact;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which events of a recording show a fact, by their places among its events, from 0 and ascending. */
public final class EventRows {
    /** None was kept. */
    public static final EventRows NONE = new EventRows(new int[0], false);

    private final int[] rows;
    private final boolean whole;

    /**
     * Takes the first ones of an array.
     *
     * @param whole whether these are all
     */
    EventRows(int[] rows, int count, boolean whole) {
        this(Arrays.copyOf(rows, count), whole);
    }

    private EventRows(int[] rows, boolean whole) {
        this.rows = rows;
        this.whole = whole;
    }

    public IntStream stream() {
        return Arrays.stream(rows);
    }

    /** Whether these are all: only so many are kept. */
    public boolean isWhole() {
        return whole;
    }
}
