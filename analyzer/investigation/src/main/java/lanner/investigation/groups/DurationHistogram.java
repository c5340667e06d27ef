package lanner.investigation.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;

/**
 * How many calls took how long.
 *
 * @param bars from the shortest calls to the longest, without those at either end that no call is in
 * @param untimed events of which the capture does not tell how long they took
 */
public record DurationHistogram(List<Bar> bars, long untimed) {
    /**
     * Calls that took about as long.
     *
     * @param from nanoseconds
     * @param to nanoseconds, not included; {@link Long#MAX_VALUE} for no end
     */
    public record Bar(long from, long to, long calls) {
        /** The condition that holds for these calls. */
        public String condition() {
            String least = from == 0 ? "" : "lanner.duration >= " + from;
            String most = to == Long.MAX_VALUE ? "" : "lanner.duration < " + to;
            return least + (least.isEmpty() || most.isEmpty() ? "" : " and ") + most;
        }
    }

    /** A microsecond, its double, its fivefold, ten of them, and so on to a hundred seconds. */
    private static final long[] BOUNDS = bounds();

    public DurationHistogram {
        bars = List.copyOf(bars);
    }

    private static long[] bounds() {
        List<Long> bounds = new ArrayList<>();
        for (long power = 1_000; power < 100_000_000_000L; power *= 10) {
            for (int times : new int[] {1, 2, 5}) {
                bounds.add(power * times);
            }
        }
        bounds.add(100_000_000_000L);
        return bounds.stream().mapToLong(Long::longValue).toArray();
    }

    /** @return empty if it was cancelled */
    public static Optional<DurationHistogram> of(Events events, Choice choice, JobProgress progress) {
        long[] calls = new long[BOUNDS.length + 1];
        long[] untimed = new long[1];
        boolean whole = progress.visit(choice.size(), place -> {
            long took = events.duration(choice.row(place));
            if (took == Event.UNKNOWN_DURATION) {
                untimed[0]++;
            } else {
                calls[barOf(took)]++;
            }
        });
        return whole ? Optional.of(new DurationHistogram(bars(calls), untimed[0])) : Optional.empty();
    }

    private static int barOf(long nanos) {
        int bar = 0;
        while (bar < BOUNDS.length && nanos >= BOUNDS[bar]) {
            bar++;
        }
        return bar;
    }

    private static List<Bar> bars(long[] calls) {
        int first = 0;
        int end = calls.length;
        while (first < end && calls[first] == 0) {
            first++;
        }
        while (end > first && calls[end - 1] == 0) {
            end--;
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = first; i < end; i++) {
            bars.add(new Bar(i == 0 ? 0 : BOUNDS[i - 1], i == BOUNDS.length ? Long.MAX_VALUE : BOUNDS[i], calls[i]));
        }
        return bars;
    }

    /** The most calls in a bar; 0 for none. */
    public long most() {
        return bars.stream().mapToLong(Bar::calls).max().orElse(0);
    }
}
