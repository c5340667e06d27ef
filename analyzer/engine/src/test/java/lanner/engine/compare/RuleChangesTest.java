package lanner.engine.compare;

import static lanner.engine.kit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.engine.kit.Rules;
import org.junit.jupiter.api.Test;

class RuleChangesTest {
    private static final String A = rule("a", "evt.type = open", "a %proc.name");
    private static final String B = rule("b", "evt.type = close", "b");
    private static final String C = rule("c", "evt.type = dup", "c");

    private static RuleChanges between(String old, String now) {
        return RuleChanges.between(Rules.load(old).rules(), Rules.load(now).rules());
    }

    private static List<String> told(String old, String now) {
        return between(old, now).changes().stream()
                .map(change -> change.kind() + " " + change.rule()
                        + change.formerly().map(name -> " from " + name).orElse("")
                        + change.what())
                .toList();
    }

    @Test
    void theSameRulesHaveNoChanges() {
        assertThat(told(A + B, A + B)).isEmpty();
    }

    @Test
    void newRulesComeInTheirOrderAndThoseThatWentLast() {
        assertThat(told(A + B, C + B)).containsExactly("ADDED c[]", "REMOVED a[]");
    }

    @Test
    void theSameConditionUnderAnotherNameIsARename() {
        String renamed = rule("z", "evt.type = open", "other");
        assertThat(told(A, renamed)).containsExactly("RENAMED z from a[output]");
        assertThat(between(A, renamed).renamed()).containsEntry("a", "z");
    }

    @Test
    void theSameOutputAndDescriptionUnderAnotherNameIsARenameToo() {
        assertThat(told(A, rule("z", "evt.type = openat", "a %proc.name")))
                .containsExactly("RENAMED z from a[condition]");
    }

    @Test
    void aMacroThatChangedShowsInEveryRuleThatUsesIt() {
        String macro = "- macro: m\n  condition: proc.name = %s\n";
        String rules = rule("a", "evt.type = open and m", "a") + rule("b", "evt.type = close and m", "b") + C;
        assertThat(told(macro.formatted("sh") + rules, macro.formatted("bash") + rules))
                .containsExactly("CHANGED a[condition]", "CHANGED b[condition]");
    }

    @Test
    void theFewestRulesAreSaidToHaveMoved() {
        assertThat(told(A + B + C, C + A + B)).containsExactly("CHANGED c[order]");
        assertThat(told(A + B + C, A + C + B)).hasSize(1);
    }

    @Test
    void partsAreToldInAFixedOrder() {
        String now = rule("a", "evt.type = openat", "x")
                        .replace("NOTICE", "ERROR")
                        .replace("[one]", "[two]")
                        .replace("desc: d", "desc: e")
                + "  enabled: false\n";
        assertThat(told(A, now))
                .containsExactly("CHANGED a[condition, output, priority, tags, description, switched off]");
    }
}
