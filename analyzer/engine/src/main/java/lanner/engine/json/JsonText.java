package lanner.engine.json;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import lanner.product.TerminalText;

/**
 * The one way from the engine's texts to JSON (RFC 8259), without blanks.
 *
 * <p>Every text given to {@link #write}, the names of objects among them, is bytes, one character a byte (ISO 8859-1), as
 * the texts of events are. What is characters already (a rule's name, a path of ours) goes through {@link #latin} first.
 * The bytes are read as UTF-8; each part of them that is none becomes U+FFFD, as in Falco. Control characters, and what
 * turns text round or hides in it, are written as {@code \\uXXXX}: JSON may end on a terminal.
 */
public final class JsonText {
    /** What stands for bytes that are no character. */
    private static final char LOST = '\uFFFD';

    private JsonText() {}

    /** Text that is characters, not bytes, as bytes. */
    public static String latin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /**
     * Bytes as characters: UTF-8 where they are, U+FFFD for each part that is not.
     *
     * @param latin a character a byte; one over U+00FF is no byte and stands for itself
     */
    public static String characters(String latin) {
        int all = 0;
        for (int i = 0; i < latin.length(); i++) {
            all |= latin.charAt(i);
        }
        if (all < 128) {
            return latin;
        }
        if (all < 256) {
            return decoded(latin);
        }
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= latin.length(); i++) {
            if (i == latin.length() || latin.charAt(i) > 255) {
                text.append(decoded(latin.substring(start, i)));
                if (i < latin.length()) {
                    text.append(latin.charAt(i));
                }
                start = i + 1;
            }
        }
        return text.toString();
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The same object with its names, that are characters, as bytes. */
    public static Map<String, Object> latinNames(Map<String, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(latin(name), value));
        return named;
    }

    /** A value as JSON: maps, collections, texts, numbers, truth values, null. A number that is none in JSON is null. */
    public static String write(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, JsonText::characters);
        return text.toString();
    }

    /** The same of a value whose texts are characters, as one that was read from JSON. */
    public static String writeCharacters(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, UnaryOperator.identity());
        return text.toString();
    }

    private static void write(Object value, StringBuilder text, UnaryOperator<String> characters) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            boolean first = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!first) {
                    text.append(',');
                }
                first = false;
                quote(characters.apply(String.valueOf(entry.getKey())), text);
                text.append(':');
                write(entry.getValue(), text, characters);
            }
            text.append('}');
        } else if (value instanceof Collection<?> items) {
            text.append('[');
            boolean first = true;
            for (Object item : items) {
                if (!first) {
                    text.append(',');
                }
                first = false;
                write(item, text, characters);
            }
            text.append(']');
        } else if (value instanceof Double real && !Double.isFinite(real)) {
            text.append("null");
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(characters.apply(String.valueOf(value)), text);
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    // The runner of a GitHub job takes ##[ for a command, anywhere in a line of its log.
                    if (TerminalText.isControl(c) || c == '[' && i >= 2 && value.startsWith("##", i - 2)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(Character.isSurrogate(c) && isLone(value, i) ? LOST : c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean isLone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(value.charAt(i - 1));
    }
}
