package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lanner.capture.EventSource;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.define.Rule;
import lanner.engine.rules.finding.FindingText;
import lanner.engine.rules.run.RuleSet;
import lanner.product.FileFailure;

/** Judges tests on captures that are there. Several threads may use it; rule files are loaded once. */
final class RuleTestRun {
    private final CaptureOpener opener;
    private final Map<List<Path>, LoadedRules> rules = new ConcurrentHashMap<>();

    RuleTestRun(CaptureOpener opener) {
        this.opener = opener;
    }

    /**
     * @param seconds what its recording took, for a test that was the first to ask for it
     */
    TestResult run(RuleTest test, Path capture, double seconds) {
        long began = System.nanoTime();
        Optional<RaisedAlerts> came = Optional.empty();
        List<Failure> failures;
        FieldRegistry fields = new StandardFields();
        LoadedRules loaded = rules(test);
        if (loaded.error().isPresent()) {
            failures = List.of(Failure.error(FindingText.brief(loaded.error().get())));
        } else {
            failures = ExpectationCheck.unknownNames(test, loaded);
        }
        if (failures.isEmpty()) {
            try {
                RuleSet set = RuleSet.of(loaded.rules(), Rule::enabled, fields);
                try (EventSource source = opener.open(capture)) {
                    came = Optional.of(RaisedAlerts.of(test, source, set, fields));
                }
                failures = ExpectationCheck.failures(
                        test, came.get(), new NearestEvent(loaded, fields, () -> opener.open(capture)));
            } catch (IOException e) {
                failures = List.of(Failure.error(FileFailure.sentence(e)));
            }
        }
        return new TestResult(test, failures, "", came, seconds + (System.nanoTime() - began) / 1e9);
    }

    /** The rules of a test; what is wrong with them is in the answer. */
    LoadedRules rules(RuleTest test) {
        return rules.computeIfAbsent(test.rules(), paths -> new RuleLoader(new StandardFields()).loadPaths(paths));
    }
}
