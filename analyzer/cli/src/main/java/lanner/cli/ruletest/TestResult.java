package lanner.cli.ruletest;

import java.util.List;
import java.util.Optional;

/**
 * What came of a test.
 *
 * @param failures what was not as wanted, each with what explains it; empty for a test that passed
 * @param skipped why it could not be run; empty if it was
 * @param came what its rules raised; empty where nothing could be replayed
 * @param seconds how long it took, with the recording of its script where it was the first to need it
 */
public record TestResult(
        RuleTest test, List<Failure> failures, String skipped, Optional<RaisedAlerts> came, double seconds) {
    public TestResult {
        failures = List.copyOf(failures);
    }

    static TestResult skipped(RuleTest test, String why) {
        return new TestResult(test, List.of(), why, Optional.empty(), 0);
    }

    static TestResult error(RuleTest test, String sentence) {
        return new TestResult(test, List.of(Failure.error(sentence)), "", Optional.empty(), 0);
    }

    public boolean passed() {
        return failures.isEmpty() && skipped.isEmpty();
    }

    public boolean failed() {
        return !failures.isEmpty();
    }

    /** Place and name of the test, safe to print. */
    public String place() {
        return ResultText.visible(test.place() + " " + test.name());
    }

    /** Events that its rules were asked about. */
    long events() {
        return came.map(RaisedAlerts::events).orElse(0L);
    }

    /** Whether it could not be judged, rather than judged and found wanting. */
    boolean isError() {
        return failures.stream().anyMatch(failure -> failure.kind() == Failure.Kind.ERROR);
    }

    /** How it ended, in a word. */
    String word() {
        return passed() ? "passed" : failed() ? "failed" : "skipped";
    }
}
