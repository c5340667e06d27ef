package lanner.cli.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The part of JSON Schema that our schemas use: type, enum, pattern, minimum, maximum, required, properties, items, and
 * additionalProperties where it is false. A word that is not known is a mistake of the schema.
 */
final class JsonSchema {
    private static final List<String> WORDS = List.of(
            "$comment",
            "type",
            "enum",
            "pattern",
            "minimum",
            "maximum",
            "required",
            "properties",
            "items",
            "additionalProperties");

    private final List<String> mistakes = new ArrayList<>();

    private JsonSchema() {}

    /** What is wrong with a value, each with its place; empty if nothing is. */
    static List<String> mistakes(Map<?, ?> schema, Object value) {
        JsonSchema check = new JsonSchema();
        check.check("", schema, value);
        return check.mistakes;
    }

    private void check(String place, Map<?, ?> schema, Object value) {
        for (Object word : schema.keySet()) {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException("unknown word in a schema: " + word);
            }
        }
        if (schema.get("type") instanceof String type && !type.equals(type(value))) {
            mistakes.add(place + ": " + type(value) + " in place of " + type);
        }
        if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
            mistakes.add(place + ": " + value + " is none of " + values);
        }
        if (schema.get("pattern") instanceof String pattern
                && value instanceof String text
                && !Pattern.compile(pattern).matcher(text).find()) {
            mistakes.add(place + ": " + text + " does not match " + pattern);
        }
        if (value instanceof Number number) {
            checkRange(place, schema, number.longValue());
        } else if (value instanceof Map<?, ?> map) {
            checkProperties(place, schema, map);
        } else if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
            for (int i = 0; i < list.size(); i++) {
                check(place + "/" + i, items, list.get(i));
            }
        }
    }

    private void checkRange(String place, Map<?, ?> schema, long value) {
        if (schema.get("minimum") instanceof Number least && value < least.longValue()
                || schema.get("maximum") instanceof Number most && value > most.longValue()) {
            mistakes.add(place + ": " + value + " is out of range");
        }
    }

    private void checkProperties(String place, Map<?, ?> schema, Map<?, ?> map) {
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !map.containsKey(name))
                    .forEach(name -> mistakes.add(place + ": there is no " + name));
        }
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> given ? given : Map.of();
        map.forEach((name, value) -> {
            if (properties.get(name) instanceof Map<?, ?> property) {
                check(place + "/" + name, property, value);
            } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
                mistakes.add(place + ": " + name + " is not known");
            }
        });
    }

    private static String type(Object value) {
        return value instanceof Map
                ? "object"
                : value instanceof List
                        ? "array"
                        : value instanceof String
                                ? "string"
                                : value instanceof Boolean
                                        ? "boolean"
                                        : value instanceof Number ? "integer" : Objects.toString(value);
    }
}
