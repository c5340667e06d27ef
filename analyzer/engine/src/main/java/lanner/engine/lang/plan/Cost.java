package lanner.engine.lang.plan;

import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Comparison;

/** About how many simple tests an evaluation takes; orders what {@code and} and {@code or} ask. */
final class Cost {
    static final int PRESENCE = 2;
    static final int EVENT_TYPE = 1;

    private static final int MOST = 1_000_000;
    private static final int TRANSFORMER = 20;
    private static final int SEVERAL_VALUES = 8;

    private Cost() {}

    static int of(Comparison comparison) {
        int reading = comparison.field().multiplicity() == Multiplicity.ONE ? 1 : SEVERAL_VALUES;
        if (!comparison.left().isPlain()) {
            reading += TRANSFORMER;
        }
        int test = switch (comparison.operator()) {
            case EQ, NE, LT, LE, GT, GE -> comparison.field().type().family() == FieldType.Family.TEXT ? 2 : 1;
            case IN, INTERSECTS, STARTSWITH, ENDSWITH, BSTARTSWITH -> 3;
            case CONTAINS, BCONTAINS -> 8;
            case ICONTAINS, PMATCH -> 12;
            case GLOB, IGLOB -> 20;
            case REGEX -> 100;
        };
        int times = comparison.modifier().isPresent() && comparison.source().right() instanceof Expr.ListLiteral list
                ? Math.max(1, list.items().size())
                : 1;
        return Math.min(MOST, reading * test * times);
    }

    static int sum(Iterable<Planned> parts) {
        int sum = 0;
        for (Planned part : parts) {
            sum = Math.min(MOST, sum + part.cost());
        }
        return sum;
    }
}
