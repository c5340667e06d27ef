package lanner.investigation.groups;

import java.util.Optional;
import lanner.capture.event.Event;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.TimeFormat;
import lanner.product.Counted;

/** What some events come to. Grows while it is made by one thread; does not change afterwards. */
public final class Sums {
    private long count;
    private long errors;
    private long bytes;
    private long timed;
    private long time;
    private long longest;
    private int first = -1;
    private int last = -1;

    /**
     * Those of a choice.
     *
     * @return empty if it was cancelled
     */
    public static Optional<Sums> of(Events events, Choice choice, JobProgress progress) {
        Sums sums = new Sums();
        boolean whole = progress.visit(choice.size(), place -> sums.take(events, choice.row(place)));
        return whole ? Optional.of(sums) : Optional.empty();
    }

    /** Takes a row. */
    void take(Events events, int row) {
        count++;
        errors += events.refused(row) ? 1 : 0;
        bytes = sum(bytes, events.moved(row));
        first = first < 0 ? row : Math.min(first, row);
        last = Math.max(last, row);
        long took = events.duration(row);
        if (took != Event.UNKNOWN_DURATION) {
            timed++;
            time = sum(time, took);
            longest = Math.max(longest, took);
        }
    }

    /** A capture may say anything: a sum stays at the largest number. */
    private static long sum(long one, long other) {
        return one + other < 0 ? Long.MAX_VALUE : one + other;
    }

    /** In a line: {@code 929 events, 33 errors, 34,110 bytes, 4.31 s in calls, the longest 1.20 s}. */
    public String words() {
        return Counted.of(count, "event") + ", " + Counted.of(errors, "error") + ", " + Counted.of(bytes, "byte")
                + (timed == 0
                        ? ", no call tells how long it took"
                        : ", " + TimeFormat.span(time) + " in calls, the longest " + TimeFormat.span(longest));
    }

    /** How many events. */
    public long count() {
        return count;
    }

    /** Calls that failed; those that the kernel went on with are none. */
    public long errors() {
        return errors;
    }

    /** Read, written and copied by calls. */
    public long bytes() {
        return bytes;
    }

    /** Of how many events the capture tells how long they took. */
    public long timed() {
        return timed;
    }

    /** How long all calls took together, in nanoseconds, calls that wait too; -1 where no event tells. */
    public long time() {
        return timed == 0 ? -1 : time;
    }

    /** How long a call took on average, in nanoseconds; -1 where no event tells. */
    public long mean() {
        return timed == 0 ? -1 : time / timed;
    }

    /** How long the longest call took, in nanoseconds; -1 where no event tells. */
    public long longest() {
        return timed == 0 ? -1 : longest;
    }

    /** The row of the first event; -1 for none. */
    public int first() {
        return first;
    }

    /** The row of the last event; -1 for none. */
    public int last() {
        return last;
    }
}
