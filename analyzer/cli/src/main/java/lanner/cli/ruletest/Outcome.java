package lanner.cli.ruletest;

import java.util.List;

/**
 * What came of a test.
 *
 * @param failures what was not as expected, each with what explains it; empty for a test that passed
 * @param skipped why it could not be run; empty if it was
 */
public record Outcome(RuleTest test, List<String> failures, String skipped, long events, double seconds) {
    public Outcome {
        failures = List.copyOf(failures);
    }

    public boolean passed() {
        return failures.isEmpty() && skipped.isEmpty();
    }
}
