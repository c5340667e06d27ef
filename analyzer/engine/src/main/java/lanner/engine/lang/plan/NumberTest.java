package lanner.engine.lang.plan;

import java.util.Arrays;
import lanner.engine.lang.ast.Operator;

/** What a comparison asks of one number. */
@FunctionalInterface
interface NumberTest {
    boolean test(long value);

    static NumberTest of(Operator operator, long operand, boolean unsigned) {
        if (unsigned && operand < 0) {
            return unsigned(operator, operand);
        }
        return switch (operator) {
            case EQ -> value -> value == operand;
            case NE -> value -> value != operand;
            case LT -> unsigned ? value -> value >= 0 && value < operand : value -> value < operand;
            case LE -> unsigned ? value -> value >= 0 && value <= operand : value -> value <= operand;
            case GT -> unsigned ? value -> value < 0 || value > operand : value -> value > operand;
            case GE -> unsigned ? value -> value < 0 || value >= operand : value -> value >= operand;
            default -> throw new IllegalArgumentException(operator + " takes no number");
        };
    }

    private static NumberTest unsigned(Operator operator, long operand) {
        return switch (operator) {
            case EQ -> value -> value == operand;
            case NE -> value -> value != operand;
            case LT -> value -> Long.compareUnsigned(value, operand) < 0;
            case LE -> value -> Long.compareUnsigned(value, operand) <= 0;
            case GT -> value -> Long.compareUnsigned(value, operand) > 0;
            case GE -> value -> Long.compareUnsigned(value, operand) >= 0;
            default -> throw new IllegalArgumentException(operator + " takes no number");
        };
    }

    static NumberTest in(long[] operands) {
        long[] sorted = operands.clone();
        Arrays.sort(sorted);
        return value -> Arrays.binarySearch(sorted, value) >= 0;
    }
}
