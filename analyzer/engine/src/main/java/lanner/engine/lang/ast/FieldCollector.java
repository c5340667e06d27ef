package lanner.engine.lang.ast;

import java.util.ArrayList;
import java.util.List;

/** Gathers the fields that are read. */
final class FieldCollector extends Walker {
    private final List<Expr.FieldRef> fields = new ArrayList<>();

    List<Expr.FieldRef> fields() {
        return fields;
    }

    @Override
    protected void operand(Expr.Operand operand) {
        if (operand instanceof Expr.FieldRef field) {
            fields.add(field);
        }
    }
}
