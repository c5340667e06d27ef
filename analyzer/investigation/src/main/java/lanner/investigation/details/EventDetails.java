package lanner.investigation.details;

import java.util.List;
import java.util.Optional;
import lanner.engine.explain.Explanation;

/**
 * All that is known of one event.
 *
 * @param fields every field that has a value, in the order of the registry
 * @param arguments the call's parameters as text, in order
 * @param traces what rules made of it: those that matched first, then those that came near
 * @param raw the record itself
 */
public record EventDetails(int row, List<Value> fields, List<Value> arguments, List<Trace> traces, RawRecord raw) {
    public EventDetails {
        fields = List.copyOf(fields);
        arguments = List.copyOf(arguments);
        traces = List.copyOf(traces);
    }

    /** A field's value as text; empty if it has none. */
    public Optional<String> field(String name) {
        return fields.stream()
                .filter(value -> value.name().equals(name))
                .map(Value::text)
                .findFirst();
    }

    /** A name and its value; bytes, one character each. */
    public record Value(String name, String text) {}

    /**
     * A rule and the event.
     *
     * @param distance how many leaves stand in the way; 0 for a match
     */
    public record Trace(String rule, int distance, Explanation condition) {}
}
