package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import lanner.capture.EventSource;
import lanner.engine.explain.Coverage;
import lanner.engine.explain.CoverageReport;
import lanner.engine.field.StandardFields;
import lanner.engine.replay.Replay;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.finding.FindingText;
import lanner.product.InputException;

/** What the captures of tests made of the rules that these tests are about. Nothing is recorded again. */
public final class TestCoverage {
    private final CaptureOpener opener;

    public TestCoverage(CaptureOpener opener) {
        this.opener = opener;
    }

    /** The rules of some tests and what came of them. */
    public record Covered(LoadedRules rules, CoverageReport report) {}

    /**
     * @param outcomes of tests that were run; those that were skipped count for nothing
     * @param recordings those that the tests were run on, still there
     * @param ended asked now and then: true ends it
     * @return for each list of rule files that tests name
     */
    public List<Covered> of(List<TestResult> outcomes, Recordings recordings, BooleanSupplier ended)
            throws IOException, InputException {
        Map<List<Path>, Set<Path>> captures = new LinkedHashMap<>();
        for (TestResult outcome : outcomes) {
            if (outcome.passed() || outcome.failed()) {
                captures.computeIfAbsent(outcome.test().rules(), rules -> new LinkedHashSet<>())
                        .add(recordings.capture(outcome.test()));
            }
        }
        List<Covered> covered = new ArrayList<>();
        for (Map.Entry<List<Path>, Set<Path>> each : captures.entrySet()) {
            covered.add(cover(each.getKey(), each.getValue(), ended));
        }
        return covered;
    }

    private Covered cover(List<Path> rules, Set<Path> captures, BooleanSupplier ended)
            throws IOException, InputException {
        StandardFields fields = new StandardFields();
        LoadedRules loaded = new RuleLoader(fields)
                .loadPaths(rules.stream().map(TestCoverage::shown).toList());
        if (loaded.error().isPresent()) {
            throw new InputException(FindingText.brief(loaded.error().get()));
        }
        Coverage coverage = new Coverage(loaded, fields);
        for (Path capture : captures) {
            try (EventSource source = opener.open(capture)) {
                new Replay(ended).run(source, context -> {
                    coverage.visit(context);
                    return true;
                });
            }
        }
        return new Covered(loaded, coverage.report());
    }

    /** As a person in this directory would write it. */
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    }
}
