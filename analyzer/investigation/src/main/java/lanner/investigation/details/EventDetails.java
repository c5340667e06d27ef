package lanner.investigation.details;

import java.util.List;
import java.util.Optional;
import lanner.engine.explain.Explanation;

/**
 * All that is known of one event.
 *
 * @param fields every field that has a value, in the order of the registry
 * @param arguments the call's parameters, in order
 * @param traces what rules made of it: those that matched first, then those that came near
 * @param document what an event of an audit log says, in its order; empty for others
 * @param raw the record itself
 */
public record EventDetails(
        int row, List<Value> fields, List<Argument> arguments, List<Trace> traces, List<Part> document, RawRecord raw) {
    public EventDetails {
        fields = List.copyOf(fields);
        arguments = List.copyOf(arguments);
        traces = List.copyOf(traces);
        document = List.copyOf(document);
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
     * A part of a JSON document.
     *
     * @param name of a member, the index of an element; bytes, one character each
     * @param text the value; of an object or an array how many parts it has. Bytes, one character each
     * @param pointer the JSON pointer (RFC 6901) to it; empty where {@code jevt.value} takes none, and for what is no value
     * @param parts what is in it
     */
    public record Part(String name, String text, String pointer, List<Part> parts) {
        public Part {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A parameter of the call.
     *
     * @param value what a rule compares, bytes, one character each
     * @param inWords the same for people: a number beside its name, {@code 140(sh)}, arguments as a shell reads them
     */
    public record Argument(String name, String value, String inWords) {}

    /**
     * A rule and the event.
     *
     * @param distance how many leaves stand in the way; 0 for a match
     */
    public record Trace(String rule, int distance, Explanation condition) {}
}
