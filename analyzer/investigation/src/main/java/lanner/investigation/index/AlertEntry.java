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
 * @param inline whether it rests on the process's own statement, being recorded inside it
 */
public record AlertEntry(
        int row,
        long number,
        long time,
        String rule,
        Priority priority,
        List<String> tags,
        String message,
        Outcome outcome,
        boolean inline) {
    public AlertEntry {
        tags = List.copyOf(tags);
    }

    /** What is to be known before the message is read: an outcome other than done, {@code inline}; mostly empty. Bytes. */
    public String reservations() {
        String own = inline ? "inline" : "";
        return outcome.isDone() ? own : words();
    }

    /** The outcome in words, and {@code inline} where that is so. Bytes. */
    public String words() {
        return outcome.words() + (inline ? ", inline" : "");
    }

    AlertEntry at(int otherRow) {
        return new AlertEntry(otherRow, number, time, rule, priority, tags, message, outcome, inline);
    }
}
