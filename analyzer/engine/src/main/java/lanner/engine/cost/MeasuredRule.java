package lanner.engine.cost;

import java.util.List;

/**
 * What one rule has cost. Times are from samples, in nanoseconds an evaluation, and NaN where samples are too few to say.
 *
 * @param evaluations how often it was asked
 * @param matches how often it matched
 * @param eachAlone by itself, as it is written
 * @param eachPlanned in a plan of all rules: what several rules ask is paid by the first that asks
 * @param leaves in the order of the condition, measured with the rule by itself
 */
public record MeasuredRule(
        String name, long evaluations, long matches, double eachAlone, double eachPlanned, List<LeafCost> leaves) {
    public MeasuredRule {
        leaves = List.copyOf(leaves);
    }

    /** Whether there are samples enough to speak of time. */
    public boolean isTimed() {
        return !Double.isNaN(eachAlone) && !Double.isNaN(eachPlanned);
    }

    /** About how many nanoseconds the rule takes by itself; 0 if unknown. */
    public double nanosAlone() {
        return isTimed() ? eachAlone * evaluations : 0;
    }

    /** About how many nanoseconds the rule takes in the plan; 0 if unknown. */
    public double nanosPlanned() {
        return isTimed() ? eachPlanned * evaluations : 0;
    }
}
