package lanner.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lanner.engine.explain.CoverageReport.LeafCoverage;
import lanner.engine.explain.CoverageReport.Reach;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.RuleLoader;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.state.SystemState;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final StandardFields FIELDS = new StandardFields();

    private static LoadedRules load(String text) {
        LoadedRules loaded = new RuleLoader(FIELDS).load(List.of(new RuleFile("r.yaml", text)));
        assertThat(loaded.error()).isEmpty();
        return loaded;
    }

    private static String rule(String name, String condition) {
        return "- rule: " + name + "\n  desc: d\n  condition: " + condition + "\n  output: o\n  priority: INFO\n";
    }

    private static CoverageReport ofOneEvent(String text) {
        Coverage coverage = new Coverage(load(text), FIELDS);
        coverage.visit(ShadowScene.opened().context());
        return coverage.report();
    }

    @Test
    void leavesAreCountedAsAReplayAsksThemAndMatterWhereTheVerdictHangsOnThem() {
        CoverageReport report = ofOneEvent("""
                - macro: named
                  condition: (proc.name = dog or proc.name = cat or proc.name = cow)
                - macro: unused
                  condition: proc.name = x
                """
                + rule("first", "evt.type = openat and named and fd.sport = 80 and fd.num = 3")
                + rule("second", "evt.type = openat and named")
                + rule("third", "evt.type = openat")
                + rule("fourth", "evt.type = close and fd.num = 3"));

        assertThat(report.leaves().stream().map(CoverageTest::row))
                .containsExactly(
                        "named: proc.name = dog +0 -2 ?0 *0 never true",
                        "named: proc.name = cat +2 -0 ?0 *1 never false",
                        "named: proc.name = cow +0 -0 ?0 *0 never asked",
                        "first: evt.type = openat +1 -0 ?0 *0 never false",
                        "first: fd.sport = 80 +0 -0 ?1 *1 never true",
                        "first: fd.num = 3 +0 -0 ?0 *0 never asked",
                        "second: evt.type = openat +1 -0 ?0 *1 never false",
                        "third: evt.type = openat +1 -0 ?0 *1 never false",
                        "fourth: evt.type = close +0 -1 ?0 *1 never true",
                        "fourth: fd.num = 3 +0 -0 ?0 *0 never asked");
        assertThat(report.rules().stream().map(each -> each.name() + " " + each.matched() + " " + each.raised()))
                .containsExactly("first 0 0", "second 1 1", "third 1 0", "fourth 0 0");
        assertThat(report.macros().stream()
                        .map(each -> each.name() + " " + each.counts().trues() + " " + each.isBothWays()))
                .containsExactly("named 2 false", "unused 0 false");
        assertThat(report.neverFired())
                .extracting(CoverageReport.RuleCoverage::name)
                .containsExactly("first", "fourth");
    }

    private static String row(LeafCoverage leaf) {
        Coverage.Counts counts = leaf.counts();
        return leaf.definition() + ": " + leaf.text() + " +" + counts.trues() + " -" + counts.falses() + " ?"
                + counts.missing() + " *" + counts.mattered() + " "
                + leaf.reach().words();
    }

    @Test
    void whatIsCountedSideBySideAddsUp() {
        LoadedRules loaded = load(rule("r", "evt.type = openat and proc.name = cat"));
        Coverage one = new Coverage(loaded, FIELDS);
        Coverage other = new Coverage(loaded, FIELDS);
        SystemState state = ShadowScene.opened();
        one.visit(state.context());
        other.visit(state.context());
        other.visit(state.context());

        one.add(other);

        assertThat(one.report().events()).isEqualTo(3);
        assertThat(one.report().rules().get(0).matched()).isEqualTo(3);
        assertThat(one.report().leaves())
                .allSatisfy(leaf -> assertThat(leaf.counts().mattered()).isEqualTo(3));
    }

    /** A leaf matters if and only if the condition has another verdict with this leaf turned. */
    @Test
    void whatMattersIsWhatTurnsTheVerdict() {
        long seed = Long.getLong("lanner.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            String condition = "evt.type=openat and " + ShadowScene.condition(random, 4);
            LoadedRules loaded = load(rule("r", condition));
            Explanation explanation = new Explainer(loaded.rules().get(0), FIELDS)
                    .explain(ShadowScene.opened().context());
            Coverage coverage = new Coverage(loaded, FIELDS);
            coverage.visit(ShadowScene.opened().context());

            List<Boolean> expected = new ArrayList<>();
            int leaves = leaves(explanation);
            for (int turned = 0; turned < leaves; turned++) {
                expected.add(decided(explanation, new int[] {turned})
                        != explanation.verdict().isTrue());
            }

            assertThat(coverage.report().leaves().stream()
                            .map(leaf -> leaf.counts().mattered() > 0))
                    .as("seed %d: %s", seed, condition)
                    .containsExactlyElementsOf(expected);
            assertThat(coverage.report().leaves()).noneMatch(leaf -> leaf.reach() == Reach.COVERED);
        }
    }

    private static int leaves(Explanation node) {
        return node.isLeaf()
                ? 1
                : node.children().stream().mapToInt(CoverageTest::leaves).sum();
    }

    /** The verdict with one leaf turned; the number counts down to it. */
    private static boolean decided(Explanation node, int[] turned) {
        if (node.isLeaf()) {
            return node.verdict().isTrue() ^ turned[0]-- == 0;
        }
        List<Boolean> children =
                node.children().stream().map(child -> decided(child, turned)).toList();
        return switch (node.text()) {
            case "and" -> !children.contains(false);
            case "or" -> children.contains(true);
            default -> !children.get(0);
        };
    }
}
