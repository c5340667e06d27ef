package lanner.engine.rules.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * One link of the chain that leads to a finding.
 *
 * @param name the item's name; empty if it has none
 * @param source the file, or inside a condition its text in quotes, shortened
 * @param line counts from 0 in a file, from 1 in a condition
 * @param column counts from 0 in a file, from 1 in a condition
 * @param offset in characters, from 0
 */
public record Location(ItemType type, String name, String source, int line, int column, int offset) {
    private static final int LONGEST_CONDITION = 20;
    private static final int SHORTENED_CONDITION = 17;

    /** The place of a condition's piece; the condition itself stands for the file. */
    public static Location inCondition(String condition, int line, int column, int offset) {
        String shown = condition.length() > LONGEST_CONDITION
                ? condition.substring(0, SHORTENED_CONDITION) + "..."
                : condition;
        return new Location(
                ItemType.CONDITION_EXPRESSION,
                "",
                '"' + shown.replace('\n', ' ').replace('\r', ' ') + '"',
                line,
                column,
                offset);
    }

    /** The chain with one more link at its inner end. */
    public static List<Location> append(List<Location> chain, Location inner) {
        List<Location> longer = new ArrayList<>(chain);
        longer.add(inner);
        return List.copyOf(longer);
    }
}
