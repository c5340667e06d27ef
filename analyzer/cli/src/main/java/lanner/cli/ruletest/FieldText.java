package lanner.cli.ruletest;

import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Operands;

/** Fields as tests write them: as in a condition, with argument or transformer. */
final class FieldText {
    private FieldText() {}

    /** The field of this text; empty if it is none. */
    static Optional<Field> resolve(String text, FieldRegistry fields) {
        try {
            if (Conditions.parse(text + " exists") instanceof Expr.Exists exists) {
                return Optional.of(new Operands(fields).resolve(exists.operand()));
            }
            return Optional.empty();
        } catch (ConditionException e) {
            // What is wrong with it is said by the caller, who knows the place.
            return Optional.empty();
        }
    }
}
