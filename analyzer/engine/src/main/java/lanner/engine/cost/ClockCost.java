package lanner.engine.cost;

import java.util.Arrays;

/** What reading the clock twice costs by itself, so that it can be taken off what is measured with it. */
final class ClockCost {
    private static final int READINGS = 20_001;

    private ClockCost() {}

    /** Nanoseconds between two readings with nothing in between, at the median. Takes about a millisecond. */
    static long nanos() {
        long[] spans = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            long began = System.nanoTime();
            spans[i] = System.nanoTime() - began;
        }
        Arrays.sort(spans);
        return spans[READINGS / 2];
    }
}
