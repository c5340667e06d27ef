package lanner.viewer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lanner.viewer.model.ColourRules.Rule;
import lanner.viewer.paint.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Colour rules are checked, ordered, and come back as they were kept. */
class ColourRulesTest {
    private static final Rule EXEC = new Rule(Theme.Tint.BLUE, "X", "evt.type = execve");

    private final ColourRules rules = new ColourRules();

    static List<Rule> usual() {
        return new ColourRules().list().get();
    }

    @ParameterizedTest
    @MethodSource("usual")
    void theUsualOnesAreRules(Rule rule) {
        assertThat(rule.problem()).isEmpty();
    }

    @Test
    void eachUsualOneHasAColourAndALetterOfItsOwn() {
        assertThat(usual()).extracting(Rule::tint).doesNotHaveDuplicates();
        assertThat(usual()).extracting(Rule::sign).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "'', evt.type = execve, one letter",
        "XY, evt.type = execve, one letter",
        "'!', evt.type = execve, one letter",
        "X, '', one line",
        "X, proc.nam = x, proc.nam",
        "X, 'evt.type =', ''"
    })
    void whatIsNoRuleIsRefusedWithASentence(String sign, String condition, String why) {
        Rule rule = new Rule(Theme.Tint.SKY, sign, condition);
        assertThat(rules.add(rule))
                .hasValueSatisfying(words -> assertThat(words).contains(why));
        assertThat(rules.list().get()).isEqualTo(usual());
    }

    @Test
    void rulesAreAddedChangedMovedAndTakenAway() {
        int last = usual().size();
        assertThat(rules.add(EXEC)).isEmpty();
        assertThat(rules.list().get()).hasSize(last + 1).endsWith(EXEC);
        rules.move(last, 0);
        assertThat(rules.list().get()).startsWith(EXEC);
        rules.move(0, -1);
        assertThat(rules.list().get()).startsWith(EXEC);
        Rule other = new Rule(Theme.Tint.ORANGE, "Y", "evt.failed = true");
        assertThat(rules.change(0, other)).isEmpty();
        assertThat(rules.list().get()).startsWith(other).doesNotContain(EXEC);
        rules.remove(0);
        assertThat(rules.list().get()).isEqualTo(usual());
    }

    @Test
    void whatIsKeptComesBack() {
        rules.remove(1);
        rules.add(EXEC);
        rules.on().set(false);
        ColourRules again = new ColourRules();
        again.read(rules.written());
        assertThat(again.list().get()).isEqualTo(rules.list().get());
        assertThat(again.on().get()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', 5", "nonsense, 5", "on, 0", "'on\nPINK X evt.type = execve', 0", "'on\nBLUE X evt.typ = execve', 0"
    })
    void whatWasKeptAndIsNoRuleIsPassedOver(String kept, int left) {
        rules.read(kept);
        assertThat(rules.list().get()).hasSize(left);
    }
}
