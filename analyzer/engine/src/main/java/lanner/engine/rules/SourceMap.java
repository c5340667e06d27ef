package lanner.engine.rules;

import java.util.List;
import java.util.Map;

/**
 * From a definition's value, as YAML gives it, back to the file. YAML folds and strips blanks and undoes escapes, but
 * keeps every other character in order: they are counted off, one against the other.
 *
 * @param begin where the definition stands
 * @param pieces what its text is joined of, a blank between them; none for a list
 * @param files the files' texts by name
 */
record SourceMap(Location begin, List<Item.Text> pieces, Map<String, String> files) {
    SourceMap {
        pieces = List.copyOf(pieces);
    }

    Definition.Place start() {
        return new Definition.Place(begin.source(), begin.line() + 1, begin.column() + 1);
    }

    /** The place of a character of the joined text. */
    Definition.Place place(int offset) {
        int start = 0;
        for (Item.Text piece : pieces) {
            int end = start + piece.value().length();
            if (offset <= end) {
                return place(piece, Math.max(0, offset - start));
            }
            start = end + 1;
        }
        return start();
    }

    private Definition.Place place(Item.Text piece, int offset) {
        Location at = piece.chain().get(piece.chain().size() - 1);
        String file = files.getOrDefault(at.source(), "");
        int from = charOffset(file, at.offset());
        return placeOf(at.source(), file, new Scalar(file, from).find(piece.value(), offset));
    }

    /** The place of an item: the items' names are looked for one after the other, from the key on. */
    Definition.Place item(List<String> items, int index) {
        String file = files.getOrDefault(begin.source(), "");
        int at = file.indexOf("items", charOffset(file, begin.offset()));
        for (int i = 0; i <= index && i < items.size() && at >= 0; i++) {
            at = word(file, items.get(i), i == 0 ? at + "items".length() : at + 1);
        }
        return at < 0 ? start() : placeOf(begin.source(), file, at);
    }

    private static int word(String file, String word, int from) {
        for (int at = file.indexOf(word, from); at >= 0; at = file.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || isBetween(file.charAt(at - 1))) && (end == file.length() || isBetween(file.charAt(end)))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isBetween(char c) {
        return Character.isWhitespace(c) || ",[]\"'".indexOf(c) >= 0;
    }

    /** YAML counts code points. */
    private static int charOffset(String file, int codePoints) {
        try {
            return file.offsetByCodePoints(0, codePoints);
        } catch (IndexOutOfBoundsException e) {
            return file.length();
        }
    }

    private static Definition.Place placeOf(String name, String file, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (file.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Definition.Place(name, line, offset - lineStart + 1);
    }

    /** A scalar as it is written: plain, quoted, or a block. */
    private static final class Scalar {
        private final String file;
        private final int start;
        private final char quote;

        Scalar(String file, int start) {
            this.file = file;
            char first = start < file.length() ? file.charAt(start) : 0;
            this.quote = first == '"' || first == '\'' ? first : 0;
            this.start = first == '|' || first == '>' ? lineEnd(start) : quote == 0 ? start : start + 1;
        }

        private int lineEnd(int from) {
            int end = file.indexOf('\n', from);
            return end < 0 ? file.length() : end;
        }

        /** Where the character at this place of the value is written. */
        int find(String value, int offset) {
            int at = blanks(start);
            for (int i = 0; i < offset; i++) {
                if (!Character.isWhitespace(value.charAt(i))) {
                    at = blanks(Math.min(file.length(), at + width(at)));
                }
            }
            return at;
        }

        private int blanks(int from) {
            int at = from;
            while (at < file.length() && (Character.isWhitespace(file.charAt(at)) || isFold(at))) {
                at++;
            }
            return at;
        }

        /** A line's end that an escape takes away. */
        private boolean isFold(int at) {
            return quote == '"'
                    && file.charAt(at) == '\\'
                    && at + 1 < file.length()
                    && (file.charAt(at + 1) == '\n' || file.charAt(at + 1) == '\r');
        }

        /** How many characters stand for the one that is written here. */
        private int width(int at) {
            if (at >= file.length() || quote == 0) {
                return 1;
            }
            boolean twice = quote == '\'' && file.startsWith("''", at);
            boolean escaped = quote == '"' && file.charAt(at) == '\\' && at + 1 < file.length();
            if (!escaped) {
                return twice ? 2 : 1;
            }
            return switch (file.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
    }
}
