package lanner.engine.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import org.junit.jupiter.api.Test;

class MemoTest {
    private final Memo<Integer> memo = new Memo<>();
    private int runs;

    private int run(String definition, Object... parts) {
        return memo.get(definition, List.of(parts), () -> ++runs);
    }

    @Test
    void whatIsMadeOfTheSameTextIsMadeOnce() {
        assertThat(run("a", "text")).isEqualTo(1);
        assertThat(run("a", "te".concat("xt"))).isEqualTo(1);
    }

    @Test
    void anotherPartOrAnotherNumberOfPartsMakesItAnew() {
        assertThat(run("a", "text")).isEqualTo(1);
        assertThat(run("a", "other")).isEqualTo(2);
        assertThat(run("a", "other", "more")).isEqualTo(3);
        assertThat(run("a", "other")).isEqualTo(4);
    }

    @Test
    void definitionsOfOneTextHaveResultsOfTheirOwn() {
        assertThat(run("a", "text")).isEqualTo(1);
        assertThat(run("b", "text")).isEqualTo(2);
    }

    @Test
    void treesAreTheSameOnlyAsOneObject() throws Exception {
        Expr tree = Conditions.parse("evt.type = open");
        assertThat(run("a", tree)).isEqualTo(1);
        assertThat(run("a", tree)).isEqualTo(1);
        assertThat(run("a", Conditions.parse("evt.type = open"))).isEqualTo(2);
    }

    @Test
    void aStageThatFailsLeavesTheResultBeforeIt() {
        assertThat(run("a", "text")).isEqualTo(1);
        assertThatThrownBy(() -> memo.get("a", List.of("broken"), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(run("a", "text")).isEqualTo(1);
    }
}
