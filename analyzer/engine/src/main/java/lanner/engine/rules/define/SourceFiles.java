package lanner.engine.rules.define;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The texts of rule files, and where their lines begin: looked for once a file. Not thread safe. */
public final class SourceFiles {
    private final Map<String, String> texts;
    private final Map<String, int[]> lineStarts = new HashMap<>();
    private final Map<String, int[]> codePoints = new HashMap<>();

    /** @param texts by the files' names */
    public SourceFiles(Map<String, String> texts) {
        this.texts = texts;
    }

    /** A file's text; empty for one that was not read. */
    String text(String file) {
        return texts.getOrDefault(file, "");
    }

    /** The place of a character of a file. */
    Definition.Place place(String file, int offset) {
        int[] starts = lineStarts.computeIfAbsent(file, name -> starts(text(name)));
        int found = Arrays.binarySearch(starts, offset);
        int line = found < 0 ? -found - 2 : found;
        return new Definition.Place(file, line + 1, offset - starts[line] + 1);
    }

    private static int[] starts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    /** YAML counts code points: the same place in characters. */
    int offset(String file, int codePoint) {
        String text = text(file);
        int[] pairs = codePoints.computeIfAbsent(file, name -> pairs(text(name)));
        int before = Arrays.binarySearch(pairs, codePoint);
        return Math.min(text.length(), codePoint + (before < 0 ? -before - 1 : before));
    }

    /** The code points, by their number, that take two characters. */
    private static int[] pairs(String text) {
        int[] pairs = new int[0];
        int count = 0;
        int codePoint = 0;
        for (int at = 0; at < text.length(); codePoint++) {
            int width = Character.charCount(text.codePointAt(at));
            if (width == 2) {
                if (count == pairs.length) {
                    pairs = Arrays.copyOf(pairs, Math.max(16, count * 2));
                }
                pairs[count++] = codePoint;
            }
            at += width;
        }
        return Arrays.copyOf(pairs, count);
    }
}
