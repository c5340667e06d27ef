package lanner.engine.lang.check;

import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;

/** What is compared, and how: the part that is the same for values of every kind. */
public record Comparison(ResolvedOperand left, Expr.Compare source) {
    public Field field() {
        return left.field();
    }

    public Operator operator() {
        return source.operator();
    }

    public Optional<Modifier> modifier() {
        return source.modifier();
    }

    /** Whether all values on the right are asked about at once. */
    public boolean isWithSet() {
        return modifier().isEmpty() && operator().takesSet();
    }
}
