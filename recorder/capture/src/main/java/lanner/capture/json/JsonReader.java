package lanner.capture.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) that nobody vouches for. Objects become maps in their order, arrays lists, whole numbers {@code
 * Long} or {@code BigInteger}, other numbers {@code Double}; texts, truth values and {@code null} are themselves.
 *
 * <p>Refused are nesting of more than {@value #DEEPEST}, numbers of more than {@value #LONGEST_NUMBER} digits, a name
 * that an object has twice, and anything behind the value. Time and memory are linear in the text, whose length its
 * caller bounds.
 */
public final class JsonReader {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 1000;

    /** Names are neither kept nor interned: a hostile text leaves nothing behind. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private JsonReader() {}

    /**
     * The one object that a text is.
     *
     * @throws JsonException if it is anything else
     */
    public static Map<String, Object> object(String text) throws JsonException {
        return only(text, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException("an object was expected", parser.currentTokenLocation());
            }
            return members(parser);
        });
    }

    /**
     * The one value that a text is; null for {@code null}.
     *
     * @throws JsonException if it is anything else
     */
    public static @Nullable Object value(String text) throws JsonException {
        return only(text, parser -> Optional.ofNullable(value(parser, parser.nextToken())))
                .orElse(null);
    }

    /** Takes the elements of an array one after the other. */
    @FunctionalInterface
    public interface Elements {
        void take(@Nullable Object element) throws IOException;
    }

    /**
     * The one object or array that a text is, which may be far longer than memory: the elements of the array, or of the
     * object's array of a name, are handed on one by one and then forgotten.
     *
     * @param text is read to its end and not closed
     * @param name an object without an array of this name has no elements
     * @param longest about so many characters one element may have, and all that stands around them
     * @return what else is in the object; nothing for an array
     * @throws JsonException if it is neither, or a part of it is longer
     * @throws IOException what reading, or taking, fails with
     */
    public static Map<String, Object> streamed(Reader text, String name, int longest, Elements elements)
            throws IOException {
        PartReader parts = new PartReader(text, longest);
        try (JsonParser parser = FACTORY.createParser(parts)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return only(parser, reading -> {
                JsonToken first = reading.nextToken();
                if (first == JsonToken.START_ARRAY) {
                    handOn(reading, parts, elements);
                    return Map.of();
                }
                if (first != JsonToken.START_OBJECT) {
                    throw new JsonException("an object or an array was expected", reading.currentTokenLocation());
                }
                Map<String, Object> rest = new LinkedHashMap<>();
                for (String each = reading.nextFieldName(); each != null; each = reading.nextFieldName()) {
                    JsonToken token = reading.nextToken();
                    if (each.equals(name) && token == JsonToken.START_ARRAY) {
                        handOn(reading, parts, elements);
                    } else {
                        rest.put(each, value(reading, token));
                    }
                }
                return rest;
            });
        } catch (PartReader.TooLongException e) {
            throw new JsonException("a part is longer than " + longest + " characters", e.line());
        }
    }

    private static void handOn(JsonParser parser, PartReader parts, Elements elements) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            parts.begin();
            elements.take(value(parser, token));
        }
        parts.begin();
    }

    private interface Reading<T> {
        T of(JsonParser parser) throws IOException;
    }

    private static <T> T only(String text, Reading<T> reading) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return only(parser, reading);
        } catch (JsonException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }

    private static <T> T only(JsonParser parser, Reading<T> reading) throws IOException {
        try {
            T value = reading.of(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("the end was expected", parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            // A limit that was passed has no place of its own.
            throw new JsonException(
                    e.getOriginalMessage(), e.getLocation() == null ? parser.currentLocation() : e.getLocation());
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<Object> items(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new JsonException("a value was expected", parser.currentLocation());
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new JsonException("a value was expected", parser.currentTokenLocation());
        };
    }

    private static Number integer(Number number) {
        return number instanceof BigInteger ? number : (Number) number.longValue();
    }
}
