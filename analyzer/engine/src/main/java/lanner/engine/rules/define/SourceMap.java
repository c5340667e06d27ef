package lanner.engine.rules.define;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.Item;
import org.jspecify.annotations.Nullable;

/**
 * From a definition's value, as YAML gives it, back to the file. YAML folds and strips blanks and undoes escapes, but
 * keeps every other character in order: they are counted off, one against the other, once for each piece of text.
 */
public final class SourceMap {
    private final Location begin;
    private final List<Item.Text> pieces;
    private final SourceFiles files;
    private @Nullable List<int[]> offsets;

    /**
     * A map for one definition.
     *
     * @param begin where the definition stands
     * @param pieces what its text is joined of, a blank between them; none for a list
     */
    public SourceMap(Location begin, List<Item.Text> pieces, SourceFiles files) {
        this.begin = begin;
        this.pieces = List.copyOf(pieces);
        this.files = files;
    }

    Definition.Place start() {
        return new Definition.Place(begin.source(), begin.line() + 1, begin.column() + 1);
    }

    /** The place of a character of the joined text. */
    Definition.Place place(int offset) {
        if (offsets == null) {
            offsets = pieces.stream().map(this::offsets).toList();
        }
        int start = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int end = start + pieces.get(i).value().length();
            if (offset <= end) {
                return files.place(location(pieces.get(i)).source(), offsets.get(i)[Math.max(0, offset - start)]);
            }
            start = end + 1;
        }
        return start();
    }

    private static Location location(Item.Text piece) {
        return piece.chain().get(piece.chain().size() - 1);
    }

    private int[] offsets(Item.Text piece) {
        Location at = location(piece);
        String file = files.text(at.source());
        return new Scalar(file, files.offset(at.source(), at.offset())).offsets(piece.value());
    }

    /** The place of an item: the items' names are looked for one after the other, from the key on. */
    Definition.Place item(List<String> items, int index) {
        if (offsets == null) {
            offsets = List.of(items(items));
        }
        int at = index < offsets.get(0).length ? offsets.get(0)[index] : -1;
        return at < 0 ? start() : files.place(begin.source(), at);
    }

    private int[] items(List<String> items) {
        String file = files.text(begin.source());
        List<Integer> found = new ArrayList<>();
        int at = file.indexOf("items", files.offset(begin.source(), begin.offset()));
        for (int i = 0; i < items.size() && at >= 0; i++) {
            at = word(file, items.get(i), i == 0 ? at + "items".length() : at + 1);
            found.add(at);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
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

    /** A scalar as it is written: plain, quoted, or a block. */
    private static final class Scalar {
        private static final String NAMED = "0abtnvfre\"/\\N_LP \t";
        private static final String MEANT = "\0\u0007\b\t\n\u000B\f\r\u001B\"/\\\u0085\u00A0\u2028\u2029 \t";

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

        /** Where each character of the value is written, and the end. A blank stands where the next character does. */
        int[] offsets(String value) {
            int[] offsets = new int[value.length() + 1];
            int at = blanks(start);
            for (int i = 0; i < value.length(); i++) {
                offsets[i] = at;
                boolean secondHalf = i > 0 && Character.isSurrogatePair(value.charAt(i - 1), value.charAt(i));
                if (secondHalf && isEscape(offsets[i - 1])) {
                    // One escape stands for both.
                    offsets[i] = offsets[i - 1];
                } else if (!Character.isWhitespace(value.charAt(i))) {
                    at = blanks(Math.min(file.length(), at + width(at)));
                }
            }
            offsets[value.length()] = at;
            return offsets;
        }

        /** Behind blanks, the ends of lines that an escape takes away, and escapes that mean blanks. */
        private int blanks(int from) {
            int at = from;
            while (at < file.length()) {
                if (Character.isWhitespace(file.charAt(at)) || isFold(at)) {
                    at++;
                } else if (isEscape(at) && Character.isWhitespace(meant(at))) {
                    at = Math.min(file.length(), at + width(at));
                } else {
                    return at;
                }
            }
            return at;
        }

        private boolean isEscape(int at) {
            return quote == '"' && at + 1 < file.length() && file.charAt(at) == '\\' && !isFold(at);
        }

        private boolean isFold(int at) {
            return quote == '"'
                    && file.charAt(at) == '\\'
                    && at + 1 < file.length()
                    && (file.charAt(at + 1) == '\n' || file.charAt(at + 1) == '\r');
        }

        /** The code point that an escape stands for. */
        private int meant(int at) {
            int digits = width(at) - 2;
            if (digits == 0) {
                int named = NAMED.indexOf(file.charAt(at + 1));
                return named < 0 ? 0 : MEANT.charAt(named);
            }
            int code = 0;
            for (int i = at + 2; i < Math.min(file.length(), at + 2 + digits); i++) {
                code = code << 4 | Math.max(0, Character.digit(file.charAt(i), 16));
            }
            return code;
        }

        /** How many characters stand for the one that is written here. */
        private int width(int at) {
            if (quote == '\'' && file.startsWith("''", at)) {
                return 2;
            }
            if (!isEscape(at)) {
                return 1;
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
