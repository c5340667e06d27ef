package lanner.engine.field;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Values of an audit event, found by the names that lead to them. What is {@code null} in the event is not there. Texts that
 * leave this are bytes, one character each.
 */
final class AuditValues {
    private AuditValues() {}

    /** The value that names lead to from object to object; null where there is none. */
    static @Nullable Object at(Map<String, Object> event, String... names) {
        Object at = event;
        for (String name : names) {
            if (!(at instanceof Map<?, ?> object)) {
                return null;
            }
            at = object.get(name);
        }
        return at;
    }

    /**
     * All values that names lead to, through every element of the arrays on the way and of one at the end.
     *
     * @param index of the first array on the way only this element counts
     */
    static List<Object> all(Map<String, Object> event, OptionalInt index, String... names) {
        List<Object> found = new ArrayList<>();
        collect(event, names, 0, index, found);
        return found;
    }

    private static void collect(@Nullable Object at, String[] names, int next, OptionalInt index, List<Object> found) {
        if (at instanceof List<?> array) {
            if (index.isEmpty()) {
                array.forEach(each -> collect(each, names, next, index, found));
            } else if (index.getAsInt() < array.size()) {
                collect(array.get(index.getAsInt()), names, next, OptionalInt.empty(), found);
            }
        } else if (next == names.length) {
            if (at != null) {
                found.add(at);
            }
        } else if (at instanceof Map<?, ?> object) {
            collect(object.get(names[next]), names, next + 1, index, found);
        }
    }

    /** The value that a JSON pointer (RFC 6901) leads to; the first slash may be left out, as in Falco. */
    static @Nullable Object pointed(Map<String, Object> event, List<String> pointer) {
        Object at = event;
        for (String part : pointer) {
            if (at instanceof Map<?, ?> object) {
                at = object.get(part);
            } else if (at instanceof List<?> array && part.matches("0|[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(part);
                at = index < array.size() ? array.get(index) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    /** The parts of a JSON pointer, without their escapes. */
    static List<String> pointer(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : (text.startsWith("/") ? text.substring(1) : text).split("/", -1)) {
            parts.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return parts;
    }

    /** The value of the first parameter of a name in a URI's query; null where there is none. */
    static @Nullable String parameter(String uri, String name) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return null;
        }
        for (String pair : uri.substring(query + 1).split("&")) {
            int sign = pair.indexOf('=');
            String key = sign < 0 ? pair : pair.substring(0, sign);
            if (decoded(key).equals(name)) {
                return sign < 0 ? "" : decoded(pair.substring(sign + 1));
            }
        }
        return null;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign without its digits stands for itself.
            return encoded;
        }
    }

    /** A value as text: a text is itself, anything else is JSON. */
    static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof String characters
                ? JsonText.latin(characters)
                : JsonText.latin(JsonText.writeCharacters(value));
    }
}
