package lanner.engine.lang.plan;

import lanner.engine.lang.ast.Operator;

/** What operators say of two values whose order is known. */
final class Order {
    private Order() {}

    /** @param order of the left to the right, as {@link Comparable} gives it; for set operators, equal is inside */
    static boolean satisfies(Operator operator, int order) {
        return switch (operator) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> order == 0;
        };
    }
}
