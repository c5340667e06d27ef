package lanner.viewer.session;

import java.util.List;
import lanner.engine.alert.Priority;

/**
 * An alert and the event that raised it.
 *
 * @param row the event's row
 * @param number the event's number in its capture
 * @param message the rule's output; bytes, one character each
 */
public record AlertEntry(
        int row, long number, long time, String rule, Priority priority, List<String> tags, String message) {
    public AlertEntry {
        tags = List.copyOf(tags);
    }

    AlertEntry at(int otherRow) {
        return new AlertEntry(otherRow, number, time, rule, priority, tags, message);
    }
}
