package lanner.engine.lang.plan;

import java.util.function.DoublePredicate;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Comparison;
import lanner.engine.lang.check.Typed;

/** Plans comparisons of numbers, whole and floating, and of booleans. */
final class NumberPlanner {
    private NumberPlanner() {}

    static Predicate plan(Typed.Numbers node) {
        Comparison comparison = node.comparison();
        long[] values = new long[node.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.values().get(i);
        }
        NumberTest test = test(comparison, values);
        if (comparison.field().extractor() instanceof Extractor.OfNumber get) {
            return context -> {
                long value = get.get(context);
                return value != Extractor.MISSING && test.test(value);
            };
        }
        return Quantifier.of(comparison)
                .over((Extractor.OfMany) comparison.field().extractor(), (found, i) -> test.test(found.number(i)));
    }

    private static NumberTest test(Comparison comparison, long[] values) {
        if (comparison.isWithSet()) {
            return NumberTest.in(values);
        }
        Field field = comparison.field();
        boolean unsigned = field.type() == FieldType.UINT64;
        // A distance is met when it is not exceeded.
        Operator operator = field.multiplicity() == Multiplicity.DISTANCE ? Operator.LE : comparison.operator();
        if (comparison.modifier().isEmpty()) {
            return NumberTest.of(operator, values[0], unsigned);
        }
        NumberTest[] tests = new NumberTest[values.length];
        for (int i = 0; i < values.length; i++) {
            tests[i] = NumberTest.of(operator, values[i], unsigned);
        }
        Counting counting = Counting.of(comparison.modifier());
        return value -> {
            int holds = 0;
            for (NumberTest each : tests) {
                holds += each.test(value) ? 1 : 0;
            }
            return counting.enough(holds, tests.length);
        };
    }

    static Predicate plan(Typed.Decimals node) {
        Operator operator = node.comparison().operator();
        DoublePredicate[] tests = new DoublePredicate[node.values().size()];
        for (int i = 0; i < tests.length; i++) {
            double operand = node.values().get(i);
            tests[i] = value -> Order.satisfies(operator, Double.compare(value, operand));
        }
        Counting counting = Counting.of(node.comparison().modifier());
        Extractor.OfDouble get = (Extractor.OfDouble) node.comparison().field().extractor();
        return context -> {
            double value = get.get(context);
            if (Double.isNaN(value)) {
                return false;
            }
            int holds = 0;
            for (DoublePredicate test : tests) {
                holds += test.test(value) ? 1 : 0;
            }
            return counting.enough(holds, tests.length);
        };
    }
}
