package lanner.engine.cost;

import static lanner.engine.kit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lanner.engine.kit.Records;
import lanner.engine.kit.Rules;
import lanner.engine.replay.Replay;
import org.junit.jupiter.api.Test;

class CostMetersTest {
    private static final String RULES = "- macro: m\n  condition: (fd.name startswith /etc or fd.name = x)\n"
            + rule("opens", "evt.type = openat and m and proc.name = sh", "o")
            + rule("closes", "evt.type = close", "c");

    private static Records records() {
        Records records = new Records().process(50, 1, "sh");
        for (int i = 0; i < 10; i++) {
            records.opens(50, 3, i % 2 == 0 ? "/etc/passwd" : "/tmp/x");
        }
        return records.closes(50, 3);
    }

    private final CostMeters meters = new CostMeters(Rules.set(RULES), Rules.FIELDS);

    private List<MeasuredRule> alone() throws IOException {
        new Replay().run(records(), context -> {
            meters.alone(context);
            return true;
        });
        return meters.measured();
    }

    @Test
    void aRuleIsAskedAboutEventsOfItsTypes() throws Exception {
        List<MeasuredRule> measured = alone();
        assertThat(measured).extracting(MeasuredRule::name).containsExactly("opens", "closes");
        assertThat(measured).extracting(MeasuredRule::evaluations).containsExactly(10L, 1L);
        assertThat(measured).extracting(MeasuredRule::matches).containsExactly(5L, 1L);
    }

    @Test
    void leavesAreAskedInTheirOrderAndNoFurtherThanTheVerdictNeeds() throws Exception {
        List<LeafCost> leaves = alone().get(0).leaves();
        assertThat(leaves)
                .extracting(LeafCost::text)
                .containsExactly("evt.type = openat", "fd.name startswith /etc", "fd.name = x", "proc.name = sh");
        assertThat(leaves).extracting(LeafCost::evaluations).containsExactly(10L, 10L, 5L, 5L);
        assertThat(leaves).extracting(LeafCost::trues).containsExactly(10L, 5L, 0L, 5L);
        assertThat(leaves.get(1).macros()).containsExactly("m");
        assertThat(leaves.get(3).macros()).isEmpty();
    }

    @Test
    void fewEvaluationsSayNothingOfTime() throws Exception {
        MeasuredRule rule = alone().get(0);
        assertThat(rule.isTimed()).isFalse();
        assertThat(rule.nanosAlone()).isZero();
        assertThat(rule.leaves()).noneMatch(LeafCost::isTimed);
    }

    @Test
    void askingThePlanCountsNothingAndAResetForgets() throws Exception {
        new Replay().run(records(), context -> {
            meters.together(context);
            return true;
        });
        assertThat(meters.measured()).allMatch(rule -> rule.evaluations() == 0);
        alone();
        meters.reset();
        assertThat(meters.measured()).allMatch(rule -> rule.evaluations() == 0 && rule.matches() == 0);
    }
}
