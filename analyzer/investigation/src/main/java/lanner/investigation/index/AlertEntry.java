package lanner.investigation.index;

import java.util.List;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;

/**
 * An alert and the event that raised it.
 *
 * @param row the event's row
 * @param number the event's number in its capture
 * @param message the rule's output; bytes, one character each
 * @param outcome what became of what it tells of
 */
public record AlertEntry(
        int row,
        long number,
        long time,
        String rule,
        Priority priority,
        List<String> tags,
        String message,
        Outcome outcome) {
    public AlertEntry {
        tags = List.copyOf(tags);
    }

    /** The outcome in words, before the message; empty for what was done. Bytes. */
    public String outcomeWords() {
        return outcome.isDone() ? "" : outcome.words();
    }

    AlertEntry at(int otherRow) {
        return new AlertEntry(otherRow, number, time, rule, priority, tags, message, outcome);
    }
}
