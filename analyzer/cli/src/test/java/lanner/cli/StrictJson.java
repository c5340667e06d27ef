package lanner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;

/**
 * Reads one JSON text by the letter of RFC 8259 and of I-JSON (RFC 7493): UTF-8 without a fault, no name twice in an
 * object, no lone surrogate, nothing behind the value. Shares no code with what it judges.
 */
final class StrictJson {
    private StrictJson() {}

    /** The value; fails with what is wrong and where. */
    static Object read(byte[] utf8) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    static Object read(String text) {
        try {
            Object value = JsonReader.value(text);
            assertThat(texts(value)).noneMatch(StrictJson::hasLoneSurrogate);
            return value;
        } catch (JsonException e) {
            throw new AssertionError(text, e);
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Every text in a value, the names of objects among them. */
    static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof String one) {
            texts.add(one);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> texts.addAll(texts(item)));
        } else if (value instanceof Map<?, ?> object) {
            object.forEach((name, item) -> {
                texts.add((String) name);
                texts.addAll(texts(item));
            });
        }
        return texts;
    }
}
