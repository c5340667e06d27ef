package lanner.viewer.session;

import java.util.BitSet;

/**
 * What narrows events besides a condition: a stretch of the axis, some processes, alerts alone.
 *
 * @param from the first moment, nanoseconds on the axis
 * @param to the last moment
 * @param processes by their ids; null for all
 * @param descriptor a descriptor's number; -1 for all
 * @param alertsOnly whether an event must have raised an alert
 */
public record RowFilter(long from, long to, BitSet processes, int descriptor, boolean alertsOnly) {
    public static final RowFilter NONE = new RowFilter(Long.MIN_VALUE, Long.MAX_VALUE, null, -1, false);

    public boolean isNone() {
        return equals(NONE);
    }

    public boolean takes(Events events, int row) {
        long axis = events.axis(row);
        return axis >= from
                && axis <= to
                && (!alertsOnly || events.raisedAlert(row))
                && (descriptor < 0 || events.fd(row) == descriptor)
                && (processes == null
                        || processes.get(events.image(events.imageId(row)).process()));
    }

    public RowFilter between(long first, long last) {
        return new RowFilter(Math.min(first, last), Math.max(first, last), processes, descriptor, alertsOnly);
    }

    public RowFilter of(BitSet some) {
        return new RowFilter(from, to, some, descriptor, alertsOnly);
    }

    public RowFilter ofDescriptor(int number) {
        return new RowFilter(from, to, processes, number, alertsOnly);
    }

    public RowFilter ofAlerts(boolean only) {
        return new RowFilter(from, to, processes, descriptor, only);
    }
}
