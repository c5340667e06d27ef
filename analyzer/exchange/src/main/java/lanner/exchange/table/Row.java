package lanner.exchange.table;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import lanner.engine.alert.Alert;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;

/**
 * One event or alert.
 *
 * @param time nanoseconds since the epoch
 * @param message a sentence about it
 * @param values by column, in order, the columns' names as characters, texts as bytes; null for a value that is missing
 */
public record Row(long time, String message, boolean isAlert, Map<String, Object> values) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX").withZone(ZoneOffset.UTC);

    /** The row of an alert: its own facts, then the fields of its output. */
    public static Row of(Alert alert) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rule", JsonText.latin(alert.rule()));
        values.put("priority", alert.priority().word());
        values.put("tags", alert.tags().stream().map(JsonText::latin).toList());
        values.put("hostname", alert.hostname());
        values.put("evt.num", alert.eventNumber());
        values.put("output", alert.message());
        values.put("outcome", alert.outcome().kind().word());
        String error = alert.outcome().error();
        values.put("error", error.isEmpty() ? null : error);
        values.put("inline", alert.inline() ? true : null);
        alert.fields().forEach(values::putIfAbsent);
        return new Row(alert.time(), alert.message(), true, values);
    }

    /** The time as ISO 8601 in UTC, to the nanosecond. */
    String isoTime() {
        return TIME.format(EventTime.instant(time));
    }
}
