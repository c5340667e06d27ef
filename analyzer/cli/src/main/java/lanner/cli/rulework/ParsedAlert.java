package lanner.cli.rulework;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import lanner.product.InputException;

/**
 * An alert as JSON has it, ours or Falco's.
 *
 * @param time nanoseconds since the epoch; absent when the alert does not say
 * @param values its output fields as they print, bytes, one character each; those without a value are not there
 */
public record ParsedAlert(String rule, OptionalLong time, Map<String, String> values) {
    private static final long SECOND = 1_000_000_000L;

    public ParsedAlert {
        values = new LinkedHashMap<>(values);
    }

    /**
     * Reads one JSON object.
     *
     * @param source what the text is, for the sentence that says what is wrong with it
     */
    public static ParsedAlert read(String text, String source) throws InputException {
        Map<String, Object> alert = object(text.strip(), source);
        if (!(alert.get("rule") instanceof String rule)) {
            throw new InputException(source + ": not an alert: it has no text 'rule'");
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (alert.get("output_fields") instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (value != null && !(value instanceof Map)) {
                    values.put(name.toString(), JsonText.latin(value.toString()));
                }
            });
        }
        return new ParsedAlert(rule, time(alert, source), values);
    }

    private static Map<String, Object> object(String text, String source) throws InputException {
        try {
            return JsonReader.object(text);
        } catch (JsonException e) {
            throw new InputException(source + ": not one JSON object, as an alert is: " + e.getMessage());
        }
    }

    private static OptionalLong time(Map<?, ?> alert, String source) throws InputException {
        if (alert.get("output_fields") instanceof Map<?, ?> fields && fields.get("evt.time") instanceof Long nanos) {
            return OptionalLong.of(nanos);
        }
        Optional<String> time = Optional.ofNullable(alert.get("time"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
        if (time.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            Instant instant = Instant.parse(time.get());
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), (long) instant.getNano()));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new InputException(source + ": the alert's time '" + time.get() + "' is not a time");
        }
    }
}
