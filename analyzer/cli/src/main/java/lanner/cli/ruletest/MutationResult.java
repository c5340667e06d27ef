package lanner.cli.ruletest;

import java.util.List;
import java.util.Optional;
import lanner.engine.mutate.Mutant;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;

/**
 * What became of a definition's mutants.
 *
 * @param loaded rules that it is from
 * @param mutants each with its fate, in the order of making
 * @param reach how many tests could notice a change to it at all
 */
record MutationResult(Definition definition, LoadedRules loaded, List<Judged> mutants, int reach) {
    /** What became of a mutant. */
    enum Fate {
        /** A test failed. */
        KILLED("killed"),
        /** The rules do not load with it, so that no test is needed. */
        NOT_LOADED("not loaded"),
        /** No test failed. */
        SURVIVED("survived");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** @param killer the first test that failed */
    record Judged(Mutant mutant, Fate fate, Optional<RuleTest> killer) {}

    MutationResult {
        mutants = List.copyOf(mutants);
    }

    long count(Fate fate) {
        return mutants.stream().filter(each -> each.fate() == fate).count();
    }

    List<Judged> survivors() {
        return mutants.stream().filter(each -> each.fate() == Fate.SURVIVED).toList();
    }

    /** As it is called in reports: {@code rule 'X'}. */
    String title() {
        return definition.kind().word() + " '" + definition.name() + "'";
    }
}
