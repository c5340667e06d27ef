package lanner.engine.alert;

import java.util.Map;
import java.util.TreeMap;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.product.TerminalText;

/** An alert as a line: for people, and as JSON in Falco's shape. */
public final class AlertText {
    private AlertText() {}

    /**
     * {@code 12:34:56.000000001: Warning message}, and behind it {@code [refused: EPERM]} or the like where what it tells
     * of was not done, and {@code [inline]} where the process itself recorded it. Control characters are escaped: an alert is one line.
     */
    public static String text(Alert alert) {
        String line = output(alert);
        String outcome = alert.outcome().isDone() ? "" : " [" + alert.outcome().words() + "]";
        return line + outcome + (alert.inline() ? " [inline]" : "");
    }

    /** The line as Falco has it. */
    private static String output(Alert alert) {
        return EventTime.clock(alert.time(), true) + ": " + alert.priority().word() + " " + visible(alert.message());
    }

    /**
     * One JSON object, keys sorted, without blanks: Falco's keys, and two of ours. {@code outcome} is one of {@code done},
     * {@code refused}, {@code pending}, {@code unknown}; {@code error} is the error's name, or null. A third,
     * {@code inline}, is there and true if the process itself recorded the event.
     */
    public static String json(Alert alert) {
        return JsonText.write(object(alert));
    }

    /** What {@link #json} writes, to be part of a larger object. */
    public static Map<String, Object> object(Alert alert) {
        Map<String, Object> fields = new TreeMap<>(JsonText.latinNames(alert.fields()));
        fields.put("evt.time", alert.time());
        Map<String, Object> object = new TreeMap<>();
        String error = alert.outcome().error();
        object.put("error", error.isEmpty() ? null : error);
        object.put("hostname", alert.hostname());
        if (alert.inline()) {
            object.put("inline", true);
        }
        object.put("outcome", alert.outcome().kind().word());
        object.put("output", JsonText.latin(output(alert)));
        object.put("output_fields", fields);
        object.put("priority", alert.priority().word());
        object.put("rule", JsonText.latin(alert.rule()));
        object.put("source", alert.source().label());
        object.put("tags", alert.tags().stream().map(JsonText::latin).toList());
        object.put("time", EventTime.utc(alert.time(), "Z"));
        return object;
    }

    /**
     * Bytes as readable text: UTF-8 where it is, and everything that could move a cursor, hide or turn text round as an
     * escape. What a traced program wrote never reaches a terminal as a command.
     */
    public static String visible(String latin) {
        return TerminalText.visible(JsonText.characters(latin));
    }

    /** Characters as readable text, likewise: what rule files and command lines say may hold anything. */
    public static String visibleCharacters(String text) {
        return TerminalText.visible(text);
    }
}
