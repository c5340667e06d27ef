package lanner.engine.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads JSON: objects as maps in their order, arrays as lists, texts, whole numbers as {@code Long} or {@code
 * BigInteger}, others as {@code Double}, truth values, {@code null}. Of a name that comes twice the later value counts.
 * Linear and bounded by its input.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 64;
    private static final int LONGEST_NUMBER = 1000;
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The one object or array that the text is; empty if it is neither, or more than one. */
    public static Optional<Object> read(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            Object value = reader.value(0);
            reader.blanks();
            boolean whole = reader.at == text.length() && (value instanceof Map || value instanceof List);
            return whole ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        blanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        expect('{');
        if (isNext('}')) {
            return entries;
        }
        do {
            blanks();
            String name = string();
            expect(':');
            entries.put(name, value(depth + 1));
        } while (isNext(','));
        expect('}');
        return entries;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        expect('[');
        if (isNext(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (isNext(','));
        expect(']');
        return items;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && "+-.0123456789eEtrufalsn".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(start, Math.min(at, start + LONGEST_NUMBER + 1));
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> number(word);
        };
    }

    private static Object number(String word) {
        if (word.length() > LONGEST_NUMBER || !NUMBER.matcher(word).matches()) {
            throw malformed();
        }
        if (!WHOLE.matcher(word).matches()) {
            return Double.valueOf(word);
        }
        BigInteger whole = new BigInteger(word);
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            if (c < 32) {
                throw malformed();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw malformed();
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw malformed();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Takes this character if it comes next. */
    private boolean isNext(char c) {
        blanks();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        blanks();
        if (next() != c) {
            throw malformed();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not JSON");
    }
}
