package lanner.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Recording;
import lanner.product.Counted;

/**
 * A comparison that was made.
 *
 * @param before what is known
 * @param after what is compared with it
 * @param comparison how it differs
 * @param learned whether {@code before} is a baseline of good runs, not one side of two
 */
public record Compared(Baseline before, Baseline after, Comparison comparison, boolean learned) {
    private static final int NAMED = 3;

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
        List<String> notes = new ArrayList<>();
        differing(
                notes,
                "profile",
                Recording::profile,
                "what one profile records another may leave out: what is missing may not have been recorded");
        differing(notes, "level of inline recording", Recording::inline, "counts of calls may differ for that");
        differing(notes, "machine's architecture", Recording::machine, "names of system calls differ for that");
        differing(
                notes, "kernel", Recording::kernel, "calls, refusals, and files in /proc and /sys may differ for that");
        incomplete(before, beforeName(), notes);
        incomplete(after, afterName(), notes);
        left(before, beforeName(), notes);
        left(after, afterName(), notes);
        return notes;
    }

    private void differing(List<String> notes, String what, Function<Recording, String> value, String so) {
        Set<String> known = values(before, value);
        Set<String> seen = values(after, value);
        if (!known.containsAll(seen)) {
            notes.add("Another " + what + ": " + String.join(", ", known) + " in " + beforeName() + ", "
                    + String.join(", ", seen) + " in " + afterName() + "; " + so + ".");
        }
    }

    private static Set<String> values(Baseline baseline, Function<Recording, String> value) {
        return baseline.recordings().stream()
                .map(value)
                .map(text -> text.isEmpty() ? "unknown" : text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void incomplete(Baseline baseline, String name, List<String> notes) {
        List<Recording> cut = baseline.recordings().stream()
                .filter(recording -> !recording.complete())
                .toList();
        if (!cut.isEmpty()) {
            long missing = cut.stream().mapToLong(Recording::missing).sum();
            notes.add("Incomplete in " + name + ": "
                    + cut.stream().limit(NAMED).map(Recording::capture).collect(Collectors.joining(", "))
                    + (cut.size() > NAMED ? " and " + (cut.size() - NAMED) + " more" : "")
                    + (missing > 0
                            ? ", " + Counted.of(missing, "record is", "records are") + " known to be missing"
                            : "")
                    + "; what happened behind its end, or in its gaps, is not here.");
        }
    }

    private static void left(Baseline baseline, String name, List<String> notes) {
        if (baseline.left() > 0) {
            notes.add("Too much for " + name + ": " + Counted.of(baseline.left(), "observation")
                    + " of names beyond the first 200,000 of a kind were not kept.");
        }
    }
}
