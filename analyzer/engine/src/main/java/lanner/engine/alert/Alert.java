package lanner.engine.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;

/**
 * A rule that matched an event.
 *
 * @param rule the rule's name; characters, as the tags and the names of the fields are
 * @param time nanoseconds since the epoch
 * @param message the rule's output for the event; bytes, one character each
 * @param fields the values of the fields in the output, by their text; a missing one is null; texts are bytes
 * @param eventNumber the event's number in its capture
 * @param outcome what became of what the event asked for
 * @param source where the event comes from
 * @param inline whether the event was recorded inside the process: the alert rests on the process's own statement
 * @param scene who did it to what; empty where nobody asked
 */
public record Alert(
        String rule,
        Priority priority,
        List<String> tags,
        long time,
        String message,
        Map<String, Object> fields,
        String hostname,
        long eventNumber,
        Outcome outcome,
        Source source,
        boolean inline,
        Optional<AlertScene> scene) {
    public Alert {
        tags = List.copyOf(tags);
        fields = new TreeMap<>(fields);
    }

    /** One whose scene nobody asked about. */
    public Alert(
            String rule,
            Priority priority,
            List<String> tags,
            long time,
            String message,
            Map<String, Object> fields,
            String hostname,
            long eventNumber,
            Outcome outcome,
            Source source,
            boolean inline) {
        this(
                rule,
                priority,
                tags,
                time,
                message,
                fields,
                hostname,
                eventNumber,
                outcome,
                source,
                inline,
                Optional.empty());
    }

    /** The same with its scene. */
    public Alert with(AlertScene known) {
        return new Alert(
                rule,
                priority,
                tags,
                time,
                message,
                fields,
                hostname,
                eventNumber,
                outcome,
                source,
                inline,
                Optional.of(known));
    }
}
