package lanner.investigation.comparison;

import lanner.behaviour.fact.Behaviour;
import lanner.investigation.index.Events;

/**
 * What is compared: a capture, or a stretch of it.
 *
 * @param capture its place among those of the workspace, from 0
 * @param from the first moment, nanoseconds on the capture's own axis
 * @param to the last moment
 */
public record Side(int capture, long from, long to) {
    /** Of so many events it is kept which things they show; some 16 MB. */
    private static final int ROWS_KEPT = 4_000_000;

    /** A whole capture. */
    public static Side whole(int capture) {
        return new Side(capture, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public boolean isWhole() {
        return from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    }

    /** @param events the capture's own */
    Behaviour.Part part(Events events) {
        return new Behaviour.Part(events.firstAt(from), end(events), ROWS_KEPT);
    }

    /** The row behind its last one, of the capture's own events. */
    int end(Events events) {
        return to == Long.MAX_VALUE ? events.rows() : events.firstAt(to + 1);
    }
}
