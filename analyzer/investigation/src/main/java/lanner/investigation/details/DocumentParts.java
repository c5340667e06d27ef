package lanner.investigation.details;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.engine.json.JsonText;
import lanner.investigation.details.EventDetails.Part;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** Takes a JSON document apart, up to a limit: an event of an audit log may have a hundred thousand parts. */
final class DocumentParts {
    /** Of a document that has more, what is beyond is only counted. */
    static final int MOST = 5_000;

    /** What a field's argument in brackets holds as it is. */
    private static final String PLAIN = "[A-Za-z0-9_.:-]+";

    private int left = MOST;

    private DocumentParts() {}

    /** The parts of an object, in its order. */
    static List<Part> of(Map<String, Object> document) {
        return new DocumentParts().members(document, "");
    }

    private List<Part> members(Map<?, ?> object, @Nullable String pointer) {
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<?, ?> each : object.entrySet()) {
            if (!add(parts, String.valueOf(each.getKey()), each.getValue(), pointer, object.size())) {
                break;
            }
        }
        return parts;
    }

    private List<Part> elements(List<?> array, @Nullable String pointer) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!add(parts, Integer.toString(i), array.get(i), pointer, array.size())) {
                break;
            }
        }
        return parts;
    }

    /** False when there is no more room; a last part says so. */
    private boolean add(List<Part> parts, String name, @Nullable Object value, @Nullable String above, int all) {
        if (left == 0) {
            parts.add(new Part("", Counted.of(all - parts.size(), "more part"), "", List.of()));
            return false;
        }
        left--;
        String pointer = above == null || !name.matches(PLAIN) ? null : above + "/" + name;
        parts.add(part(JsonText.latin(name), value, pointer));
        return true;
    }

    private Part part(String name, @Nullable Object value, @Nullable String pointer) {
        if (value instanceof Map<?, ?> object) {
            return new Part(name, Counted.of(object.size(), "member"), "", members(object, pointer));
        }
        if (value instanceof List<?> array) {
            return new Part(name, Counted.of(array.size(), "element"), "", elements(array, pointer));
        }
        String text = JsonText.latin(String.valueOf(value));
        return new Part(name, text, value == null || pointer == null ? "" : pointer, List.of());
    }
}
