package lanner.engine.cost;

import java.util.List;

/**
 * What one leaf of a condition has cost.
 *
 * @param text the leaf in canonical text
 * @param macros those that the leaf comes from, outermost first
 * @param evaluations how often it was asked
 * @param trues how often the answer was yes
 * @param nanosEach nanoseconds an evaluation, from samples; NaN where they are too few to say
 */
public record LeafCost(String text, List<String> macros, long evaluations, long trues, double nanosEach) {
    public LeafCost {
        macros = List.copyOf(macros);
    }

    /** Whether there are samples enough to speak of time. */
    public boolean isTimed() {
        return !Double.isNaN(nanosEach);
    }

    /** About how many nanoseconds all evaluations took; 0 if unknown. */
    public double nanos() {
        return isTimed() ? nanosEach * evaluations : 0;
    }
}
