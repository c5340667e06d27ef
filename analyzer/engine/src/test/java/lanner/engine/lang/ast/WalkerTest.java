package lanner.engine.lang.ast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.lang.Conditions;
import org.junit.jupiter.api.Test;

class WalkerTest {
    private final List<String> seen = new ArrayList<>();

    private final Walker walker = new Walker() {
        @Override
        protected void node(Expr node) {
            seen.add(node.getClass().getSimpleName());
        }

        @Override
        protected void operand(Expr.Operand operand) {
            seen.add(operand instanceof Expr.FieldRef field ? field.name() : "call");
        }

        @Override
        protected void literal(Expr.Literal literal) {
            seen.add("'" + literal.text() + "'");
        }
    };

    @Test
    void visitsEveryPartInTheOrderOfTheText() throws Exception {
        walker.walk(
                Conditions.parse("m and not (a.b in (x, y) or concat(c.d, (e.f, \"z\")) = val(g.h)) and i.j exists"));
        assertThat(seen)
                .containsExactly(
                        "And",
                        "MacroRef",
                        "Not",
                        "Or",
                        "Compare",
                        "a.b",
                        "'x'",
                        "'y'",
                        "Compare",
                        "call",
                        "c.d",
                        "e.f",
                        "'z'",
                        "g.h",
                        "Exists",
                        "i.j");
    }

    @Test
    void fieldsAreFoundInsideTransformersAndOnTheRight() throws Exception {
        Expr tree = Conditions.parse("tolower(a.b) = val(c.d) or m or join(\"-\", (e.f)) = x");
        assertThat(tree.fields().stream().map(Expr.FieldRef::name)).containsExactly("a.b", "c.d", "e.f");
        assertThat(tree.macros().stream().map(Expr.MacroRef::name)).containsExactly("m");
        assertThat(tree.leaves()).hasSize(3);
    }
}
