package lanner.engine.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A part of an explained condition as a line: {@code + true}, {@code - false}, {@code ? false because a field has no value},
 * {@code *} a leaf that decides; behind it what it read.
 *
 * @param level how deep it stands, from 1
 * @param text bytes, one character each, not escaped
 */
public record ExplanationLine(int level, Verdict verdict, String text) {
    private static final int LONGEST_VALUE = 200;

    /** A line for each part, each above those that it consists of. */
    public static List<ExplanationLine> of(Explanation condition) {
        List<ExplanationLine> lines = new ArrayList<>();
        add(condition, 1, lines);
        return lines;
    }

    private static void add(Explanation part, int level, List<ExplanationLine> lines) {
        String mark = switch (part.verdict()) {
            case TRUE -> "+";
            case FALSE -> "-";
            case MISSING -> "?";
        };
        StringBuilder line = new StringBuilder(mark);
        line.append(part.decisive() && part.isLeaf() ? "* " : " ");
        part.macro().ifPresent(macro -> line.append(JsonText.latin(macro)).append(": "));
        line.append(JsonText.latin(part.text()));
        if (!part.readings().isEmpty()) {
            line.append("    [").append(readings(part)).append(']');
        }
        lines.add(new ExplanationLine(level, part.verdict(), line.toString()));
        part.children().forEach(child -> add(child, level + 1, lines));
    }

    private static String readings(Explanation part) {
        return part.readings().entrySet().stream()
                .map(entry -> JsonText.latin(entry.getKey()) + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(@Nullable String text) {
        if (text == null) {
            return " is missing";
        }
        return " = " + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text);
    }
}
