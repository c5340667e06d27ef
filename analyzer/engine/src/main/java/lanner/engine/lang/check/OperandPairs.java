package lanner.engine.lang.check;

import lanner.engine.field.Field;
import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.ast.Span;

/** Says which two operands may be compared. */
final class OperandPairs {
    private OperandPairs() {}

    static void check(Comparison comparison, ResolvedOperand other, Expr.OperandRight right) throws ConditionException {
        left(comparison);
        right(comparison.field(), other.field(), right.span());
        if (EventNames.isNamedBy(comparison.field().text())) {
            throw new ConditionException(
                    "field '" + comparison.field().text() + "' doesn't support right-hand side fields",
                    comparison.source().span());
        }
    }

    private static void left(Comparison comparison) throws ConditionException {
        Span span = comparison.source().span();
        Field field = comparison.field();
        if (comparison.operator() == Operator.PMATCH || comparison.operator() == Operator.REGEX) {
            throw new ConditionException(
                    "operator '" + comparison.operator().symbol() + "' doesn't support right-hand side fields", span);
        }
        if (field.type() == FieldType.IPNET) {
            throw new ConditionException("field type 'IPNET' doesn't support right-hand side fields", span);
        }
        if (field.traits().contains(Field.Trait.NO_RHS)) {
            throw new ConditionException(
                    "field '" + Operands.name(field) + "' doesn't support right-hand side fields", span);
        }
    }

    private static void right(Field field, Field other, Span span) throws ConditionException {
        if (other.traits().contains(Field.Trait.NO_RHS)) {
            throw new ConditionException(
                    "field '" + Operands.name(other) + "' can't be used as a right-hand side field", span);
        }
        if (field.type() != other.type() || field.multiplicity() != other.multiplicity()) {
            throw new ConditionException(
                    "field '" + Operands.name(field) + "' has type '" + typeName(field)
                            + "' while the right-hand side field '" + Operands.name(other)
                            + "' has incompatible type '" + typeName(other) + "'",
                    span);
        }
    }

    private static String typeName(Field field) {
        return Operands.typeName(field) + (field.multiplicity() == Multiplicity.LIST ? " (list)" : "");
    }
}
