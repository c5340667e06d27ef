package lanner.engine.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the texts of one JSON object; its other values, objects among them, are read over. */
public final class FlatJson {
    private FlatJson() {}

    /** The object's texts by name; empty if this is no JSON object. */
    public static Optional<Map<String, String>> read(String text) {
        return JsonReader.read(text).flatMap(FlatJson::texts);
    }

    private static Optional<Map<String, String>> texts(Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            return Optional.empty();
        }
        Map<String, String> texts = new HashMap<>();
        object.forEach((name, each) -> {
            if (each instanceof String one) {
                texts.put((String) name, one);
            }
        });
        return Optional.of(texts);
    }
}
