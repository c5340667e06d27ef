package lanner.behaviour.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.fact.Recording;
import lanner.product.Counted;

/** What makes a comparison say less than it seems to. */
public final class Limits {
    private static final int NAMED = 3;

    private final Baseline before;
    private final String beforeName;
    private final Baseline after;
    private final String afterName;
    private final List<String> sentences = new ArrayList<>();

    private Limits(Baseline before, String beforeName, Baseline after, String afterName) {
        this.before = before;
        this.beforeName = beforeName;
        this.after = after;
        this.afterName = afterName;
    }

    /**
     * Sentences, of characters that may be anything; none if nothing limits it.
     *
     * @param beforeName what the known side is called
     * @param afterName what the other is
     */
    public static List<String> of(Baseline before, String beforeName, Baseline after, String afterName) {
        Limits limits = new Limits(before, beforeName, after, afterName);
        limits.differing(
                "profile",
                Recording::profile,
                "what one profile records another may leave out: what is missing may not have been recorded");
        limits.differing("level of inline recording", Recording::inline, "counts of calls may differ for that");
        limits.differing("machine's architecture", Recording::machine, "names of system calls differ for that");
        limits.differing(
                "kernel", Recording::kernel, "calls, refusals, and files in /proc and /sys may differ for that");
        limits.incomplete(before, beforeName);
        limits.incomplete(after, afterName);
        limits.left(before, beforeName);
        limits.left(after, afterName);
        return limits.sentences;
    }

    private void differing(String what, Function<Recording, String> value, String so) {
        Set<String> known = values(before, value);
        Set<String> seen = values(after, value);
        if (!known.containsAll(seen)) {
            sentences.add("Another " + what + ": " + String.join(", ", known) + " in " + beforeName + ", "
                    + String.join(", ", seen) + " in " + afterName + "; " + so + ".");
        }
    }

    private static Set<String> values(Baseline baseline, Function<Recording, String> value) {
        return baseline.recordings().stream()
                .map(value)
                .map(text -> text.isEmpty() ? "unknown" : text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void incomplete(Baseline baseline, String name) {
        List<Recording> cut = baseline.recordings().stream()
                .filter(recording -> !recording.complete())
                .toList();
        if (!cut.isEmpty()) {
            long missing = cut.stream().mapToLong(Recording::missing).sum();
            sentences.add("Incomplete in " + name + ": "
                    + cut.stream().limit(NAMED).map(Recording::capture).collect(Collectors.joining(", "))
                    + (cut.size() > NAMED ? " and " + (cut.size() - NAMED) + " more" : "")
                    + (missing > 0
                            ? ", " + Counted.of(missing, "record is", "records are") + " known to be missing"
                            : "")
                    + "; what happened behind its end, or in its gaps, is not here.");
        }
    }

    private void left(Baseline baseline, String name) {
        if (baseline.left() > 0) {
            sentences.add("Too much for " + name + ": " + Counted.of(baseline.left(), "observation")
                    + " of names beyond the first 200,000 of a kind were not kept.");
        }
    }
}
