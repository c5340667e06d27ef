package lanner.cli;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one JSON text by the letter of RFC 8259 and of I-JSON (RFC 7493): UTF-8 without a fault, no name twice in an
 * object, no lone surrogate, nothing behind the value. Shares no code with what it judges.
 */
final class StrictJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

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
        StrictJson reader = new StrictJson(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at != text.length()) {
            throw reader.wrong("something behind the value");
        }
        return value;
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

    private Object value() {
        blanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Object word() {
        for (Object[] word : new Object[][] {{"true", true}, {"false", false}, {"null", null}}) {
            if (text.startsWith((String) word[0], at)) {
                at += ((String) word[0]).length();
                return word[1];
            }
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("no value");
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            blanks();
            String name = string();
            blanks();
            expect(':');
            if (object.containsKey(name)) {
                throw wrong("the name '" + name + "' twice");
            }
            object.put(name, value());
            blanks();
            if (peek() != ',') {
                expect('}');
                return object;
            }
            at++;
        }
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value());
            blanks();
            if (peek() != ',') {
                expect(']');
                return items;
            }
            at++;
        }
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (c < 32) {
                throw wrong("a control character in a text");
            }
            at++;
            value.append(c == '\\' ? escape() : c);
        }
        at++;
        for (int i = 0; i < value.length(); i++) {
            int point = value.codePointAt(i);
            if (point >= 0xD800 && point <= 0xDFFF) {
                throw wrong("a lone surrogate");
            }
            i += Character.charCount(point) - 1;
        }
        return value.toString();
    }

    private char escape() {
        char c = peek();
        at++;
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u' || at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw wrong("an escape that is none");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("the end too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("no '" + c + "'");
        }
        at++;
    }

    private AssertionError wrong(String what) {
        return new AssertionError(
                what + " at " + at + " of " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 20)));
    }
}
