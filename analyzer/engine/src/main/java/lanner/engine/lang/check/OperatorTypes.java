package lanner.engine.lang.check;

import lanner.engine.field.FieldType;
import lanner.engine.field.FieldType.Family;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Operator;

/** Which operators suit which types. */
final class OperatorTypes {
    private OperatorTypes() {}

    static void check(Comparison comparison) throws ConditionException {
        FieldType.Family family = comparison.field().type().family();
        if (!suits(comparison.operator(), family)) {
            throw refused(comparison, words(family));
        }
    }

    private static boolean suits(Operator operator, Family family) {
        return switch (operator) {
            case EQ, NE, IN, INTERSECTS -> true;
            case LT, LE, GT, GE ->
                family == Family.NUMBER || family == Family.DOUBLE || family == Family.TEXT || family == Family.DYNAMIC;
            case CONTAINS, STARTSWITH, ENDSWITH -> family == Family.TEXT || family == Family.BYTES;
            case ICONTAINS, GLOB, IGLOB, REGEX, PMATCH -> family == Family.TEXT;
            case BCONTAINS, BSTARTSWITH -> family == Family.BYTES;
        };
    }

    private static String words(Family family) {
        return switch (family) {
            case NUMBER, BOOL, DOUBLE, DYNAMIC -> "numeric";
            case TEXT -> "string";
            case BYTES -> "buffer";
            case ADDRESS, NETWORK -> "ip address and network";
        };
    }

    /** @param kind of values, in Falco's words */
    static ConditionException refused(Comparison comparison, String kind) {
        return new ConditionException(
                "filter error: '" + comparison.operator().symbol() + "' operator not supported for " + kind
                        + " filters",
                comparison.source().span());
    }
}
