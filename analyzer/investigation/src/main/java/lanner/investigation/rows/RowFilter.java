package lanner.investigation.rows;

import java.util.BitSet;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProgramImage;
import org.jspecify.annotations.Nullable;

/**
 * What narrows events besides a condition: a stretch of the axis, some processes, some captures, alerts alone.
 *
 * @param from the first moment, nanoseconds on the axis
 * @param to the last moment
 * @param processes by their ids; null for all
 * @param descriptor a descriptor's number; -1 for all
 * @param alertsOnly whether an event must have raised an alert
 * @param some rows that were found by other means than a condition; null for all
 * @param captures by their places in the workspace; null for all
 */
public record RowFilter(
        long from,
        long to,
        @Nullable BitSet processes,
        int descriptor,
        boolean alertsOnly,
        @Nullable Some some,
        @Nullable BitSet captures) {
    /**
     * Rows by their numbers. Never changed once it is made.
     *
     * @param words what they are, for a person
     */
    public record Some(BitSet rows, String words) {}

    public static final RowFilter NONE = new RowFilter(Long.MIN_VALUE, Long.MAX_VALUE, null, -1, false);

    public RowFilter(long from, long to, @Nullable BitSet processes, int descriptor, boolean alertsOnly) {
        this(from, to, processes, descriptor, alertsOnly, null, null);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public boolean takes(Events events, int row) {
        long axis = events.axis(row);
        return axis >= from
                && axis <= to
                && (some == null || some.rows().get(row))
                && (captures == null || captures.get(events.capture(row)))
                && (!alertsOnly || events.raisedAlert(row))
                && (descriptor < 0 || events.fd(row) == descriptor)
                && (processes == null || isOf(processes, events, row));
    }

    private static boolean isOf(BitSet processes, Events events, int row) {
        ProgramImage image = events.image(events.imageId(row));
        return image.isProgram() && processes.get(image.process());
    }

    public RowFilter between(long first, long last) {
        return new RowFilter(
                Math.min(first, last), Math.max(first, last), processes, descriptor, alertsOnly, some, captures);
    }

    /** @param others null for all */
    public RowFilter of(@Nullable BitSet others) {
        return new RowFilter(from, to, others, descriptor, alertsOnly, some, captures);
    }

    public RowFilter ofDescriptor(int number) {
        return new RowFilter(from, to, processes, number, alertsOnly, some, captures);
    }

    public RowFilter ofAlerts(boolean only) {
        return new RowFilter(from, to, processes, descriptor, only, some, captures);
    }

    /** @param rows null for all */
    public RowFilter ofRows(@Nullable Some rows) {
        return new RowFilter(from, to, processes, descriptor, alertsOnly, rows, captures);
    }

    /** @param others null for all */
    public RowFilter ofCaptures(@Nullable BitSet others) {
        return new RowFilter(from, to, processes, descriptor, alertsOnly, some, others);
    }
}
