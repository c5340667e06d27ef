package lanner.engine.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one flat JSON object: names and texts; other values are skipped over. Linear and bounded by its input. */
public final class FlatJson {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** The object's texts by name; empty if this is no JSON object. */
    public static Optional<Map<String, String>> read(String text) {
        FlatJson reader = new FlatJson(text);
        try {
            Map<String, String> texts = reader.object();
            reader.blanks();
            return reader.at == text.length() ? Optional.of(texts) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> object() {
        Map<String, String> texts = new HashMap<>();
        expect('{');
        blanks();
        if (peek() == '}') {
            at++;
            return texts;
        }
        while (true) {
            blanks();
            String name = string();
            expect(':');
            blanks();
            if (peek() == '"') {
                texts.put(name, string());
            } else {
                skip(0);
            }
            blanks();
            if (peek() == '}') {
                at++;
                return texts;
            }
            expect(',');
        }
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed();
        }
        blanks();
        char c = peek();
        if (c == '"') {
            string();
        } else if (c == '{' || c == '[') {
            char close = c == '{' ? '}' : ']';
            at++;
            blanks();
            if (peek() == close) {
                at++;
                return;
            }
            while (true) {
                blanks();
                if (c == '{') {
                    string();
                    expect(':');
                }
                skip(depth + 1);
                blanks();
                if (peek() == close) {
                    at++;
                    return;
                }
                expect(',');
            }
        } else {
            int start = at;
            while (at < text.length() && "+-.0123456789eEtrufalsn".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String word = text.substring(start, at);
            if (!word.matches("true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                throw malformed();
            }
        }
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
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = next();
            switch (escaped) {
                case '"', '\\', '/' -> value.append(escaped);
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case 'u' -> {
                    int code = 0;
                    for (int i = 0; i < 4; i++) {
                        int digit = Character.digit(next(), 16);
                        if (digit < 0) {
                            throw malformed();
                        }
                        code = code * 16 + digit;
                    }
                    value.append((char) code);
                }
                default -> throw malformed();
            }
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
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
        return new IllegalArgumentException("not a JSON object");
    }
}
