package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of one source that run, in order: one that an earlier one always beats never fires where the first match counts. */
final class ShadowedRules {
    private static final int MOST_RULES = 2_000;

    private final List<Seen> seen = new ArrayList<>();

    /** A rule that runs: its name and the conditions that must all hold for it. */
    private record Seen(String name, Set<String> conjuncts) {}

    /**
     * The name of the earlier rule that matches whatever this one does, if there is one.
     *
     * @param conjuncts what must all hold for the rule
     */
    Optional<String> by(String name, Set<String> conjuncts) {
        Optional<String> found = seen.stream()
                .filter(earlier -> conjuncts.containsAll(earlier.conjuncts()))
                .map(Seen::name)
                .findFirst();
        if (seen.size() < MOST_RULES) {
            seen.add(new Seen(name, conjuncts));
        }
        return found;
    }
}
