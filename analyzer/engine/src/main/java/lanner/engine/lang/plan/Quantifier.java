package lanner.engine.lang.plan;

import lanner.engine.field.Extractor;
import lanner.engine.field.Values;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Comparison;

/** How the answers for several values of one field make one verdict. */
enum Quantifier {
    /** At least one value satisfies the test. */
    ANY,
    /** Every value does; true for no values. */
    ALL,
    /** Every value does, and there is one. */
    ALL_OF_SOME;

    /** The test of one value among several. */
    @FunctionalInterface
    interface ElementTest {
        boolean test(Values values, int index);
    }

    static Quantifier of(Comparison comparison) {
        Operator operator = comparison.operator();
        return switch (comparison.field().multiplicity()) {
            case ONE, ANY_ANCESTOR, DISTANCE -> ANY;
            case EITHER_END -> operator == Operator.NE ? ALL_OF_SOME : ANY;
            case LIST -> operator == Operator.IN ? ALL : ANY;
        };
    }

    Predicate over(Extractor.OfMany many, ElementTest test) {
        Values values = new Values();
        return context -> {
            values.clear();
            if (!many.collect(context, values)) {
                return false;
            }
            int holds = 0;
            for (int i = 0; i < values.size(); i++) {
                if (test.test(values, i)) {
                    holds++;
                    if (this == ANY) {
                        return true;
                    }
                } else if (this != ANY) {
                    return false;
                }
            }
            return this == ALL || this == ALL_OF_SOME && holds > 0;
        };
    }
}
