package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules of one source that run, in order: one that an earlier one always beats never fires where the first match counts. */
final class ShadowedRules {
    private static final int MOST_RULES = 2_000;

    /** Those before, by one of their conditions: whatever has all of them has that one. */
    private final Map<String, List<Seen>> byOneConjunct = new HashMap<>();

    private int seen;

    /** A rule that runs: its place, its name and the conditions that must all hold for it. */
    private record Seen(int place, String name, Set<String> conjuncts) {}

    /**
     * The name of the first earlier rule that matches whatever this one does, if there is one.
     *
     * @param conjuncts what must all hold for the rule; at least one
     */
    Optional<String> by(String name, Set<String> conjuncts) {
        @Nullable Seen first = null;
        for (String conjunct : conjuncts) {
            for (Seen earlier : byOneConjunct.getOrDefault(conjunct, List.of())) {
                if ((first == null || earlier.place() < first.place()) && conjuncts.containsAll(earlier.conjuncts())) {
                    first = earlier;
                }
            }
        }
        if (seen < MOST_RULES) {
            // The longest is the one that the fewest share.
            String longest = "";
            for (String conjunct : conjuncts) {
                longest = conjunct.length() > longest.length() ? conjunct : longest;
            }
            byOneConjunct.computeIfAbsent(longest, key -> new ArrayList<>()).add(new Seen(seen++, name, conjuncts));
        }
        return Optional.ofNullable(first).map(Seen::name);
    }
}
