package lanner.cli.compare;

import java.util.List;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.compare.Limits;

/**
 * A comparison that was made.
 *
 * @param before what is known
 * @param after what is compared with it
 * @param comparison how it differs
 * @param learned whether {@code before} is a baseline of good runs, not one side of two
 */
public record Compared(Baseline before, Baseline after, Comparison comparison, boolean learned) {
    /** In the order in which they are shown. */
    public List<Difference> differences() {
        return comparison.differences();
    }

    /** What the known side is called. */
    public String beforeName() {
        return learned ? "the baseline" : "A";
    }

    /** What the compared side is called. */
    public String afterName() {
        return learned ? "the captures" : "B";
    }

    /** A heading over the differences of one change. */
    String title(Change change) {
        return switch (change) {
            case NEW -> learned ? "New" : "Only in B";
            case RARE -> "Known, but rare";
            case MORE -> learned ? "More than known" : "More in B";
            case LESS -> learned ? "Less than known" : "Less in B";
            case GONE -> learned ? "Known of every run, missing now" : "Only in A";
        };
    }

    /** How many differences of a change there are. */
    long count(Change change) {
        return differences().stream()
                .filter(difference -> difference.change() == change)
                .count();
    }

    /** What makes the comparison say less than it seems to; characters. */
    public List<String> notes() {
        return Limits.of(before, beforeName(), after, afterName());
    }
}
