package lanner.engine.explain;

import java.util.List;
import java.util.Optional;
import lanner.engine.rules.define.Definition;

/**
 * What a corpus of events made of rules.
 *
 * @param events how many every rule was asked about
 * @param leaves those of rules and macros, in the order of the files; a macro's leaf counts for all rules that use it
 */
public record CoverageReport(
        long events, List<RuleCoverage> rules, List<MacroCoverage> macros, List<LeafCoverage> leaves) {
    public CoverageReport {
        rules = List.copyOf(rules);
        macros = List.copyOf(macros);
        leaves = List.copyOf(leaves);
    }

    /**
     * A rule.
     *
     * @param matched events that its condition was true of
     * @param raised those of them on which no rule before it matched: by default these raise an alert
     */
    public record RuleCoverage(String name, Definition.Place place, long matched, long raised) {}

    public record MacroCoverage(String name, Definition.Place place, Coverage.Counts counts) {
        public boolean isBothWays() {
            return counts.trues() > 0 && counts.falses() + counts.missing() > 0;
        }
    }

    /**
     * A leaf of a condition.
     *
     * @param text in canonical form, lists filled in
     * @param from where it begins, or where its definition does if it stands in no condition's text
     * @param to where its last character stands; empty in that case
     */
    public record LeafCoverage(
            Definition.Kind kind,
            String definition,
            String text,
            Definition.Place from,
            Optional<Definition.Place> to,
            Coverage.Counts counts) {
        public Reach reach() {
            boolean wasTrue = counts.trues() > 0;
            boolean wasFalse = counts.falses() + counts.missing() > 0;
            if (!wasTrue && !wasFalse) {
                return Reach.NEVER_ASKED;
            }
            if (!wasTrue || !wasFalse) {
                return wasTrue ? Reach.NEVER_FALSE : Reach.NEVER_TRUE;
            }
            return counts.mattered() == 0 ? Reach.NEVER_MATTERED : Reach.COVERED;
        }
    }

    /** How well a leaf is covered. */
    public enum Reach {
        NEVER_ASKED("never asked"),
        NEVER_TRUE("never true"),
        NEVER_FALSE("never false"),
        /** Both true and false, but no verdict ever hung on it alone. */
        NEVER_MATTERED("never mattered"),
        COVERED("covered");

        private final String words;

        Reach(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Rules that matched no event. */
    public List<RuleCoverage> neverFired() {
        return rules.stream().filter(rule -> rule.matched() == 0).toList();
    }

    /** Leaves that something is left to be said of. */
    public List<LeafCoverage> uncovered() {
        return leaves.stream().filter(leaf -> leaf.reach() != Reach.COVERED).toList();
    }

    /** How many of a hundred leaves are covered; 100 of none. */
    public double coveredPercent() {
        return leaves.isEmpty() ? 100 : 100.0 * (leaves.size() - uncovered().size()) / leaves.size();
    }
}
