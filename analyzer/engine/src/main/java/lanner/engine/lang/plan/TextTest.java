package lanner.engine.lang.plan;

import java.util.List;
import lanner.engine.lang.ast.Modifier;
import lanner.engine.lang.ast.Operator;
import lanner.engine.text.AsciiCase;

/** What a comparison asks of one text. */
@FunctionalInterface
interface TextTest {
    boolean test(String value);

    /** The test of one operator against one operand, whose bytes are given one character each. */
    static TextTest of(Operator operator, String operand) {
        return switch (operator) {
            case EQ -> operand::equals;
            case NE -> value -> !operand.equals(value);
            case LT -> value -> value.compareTo(operand) < 0;
            case LE -> value -> value.compareTo(operand) <= 0;
            case GT -> value -> value.compareTo(operand) > 0;
            case GE -> value -> value.compareTo(operand) >= 0;
            case CONTAINS, BCONTAINS -> value -> value.contains(operand);
            case STARTSWITH, BSTARTSWITH -> value -> value.startsWith(operand);
            case ENDSWITH -> value -> value.endsWith(operand);
            case ICONTAINS -> containsFolded(operand);
            case GLOB -> new Glob(operand, false)::matches;
            case IGLOB -> new Glob(operand, true)::matches;
            case REGEX -> throw new IllegalArgumentException("a regular expression is a pattern by now");
            case IN, INTERSECTS, PMATCH -> in(List.of(operand), operator);
        };
    }

    /** The test of a list operator. */
    static TextTest in(List<String> operands, Operator operator) {
        if (operator == Operator.PMATCH) {
            PathPrefixes prefixes = new PathPrefixes();
            operands.forEach(prefixes::add);
            return prefixes::matches;
        }
        if (operands.isEmpty()) {
            return value -> false;
        }
        if (operands.size() == 1) {
            return operands.get(0)::equals;
        }
        return new TextSet(operands)::contains;
    }

    /** So many of several tests, as the modifier says; none of an empty list. */
    static TextTest count(Modifier modifier, List<TextTest> tests) {
        TextTest[] each = tests.toArray(new TextTest[0]);
        if (each.length == 0) {
            return value -> false;
        }
        return switch (modifier) {
            case ANYOF -> value -> holds(each, value, 1) == 1;
            case ALLOF ->
                value -> {
                    for (TextTest test : each) {
                        if (!test.test(value)) {
                            return false;
                        }
                    }
                    return true;
                };
            case ONEOF -> value -> holds(each, value, 2) == 1;
        };
    }

    /** How many hold, up to so many. */
    private static int holds(TextTest[] tests, String value, int enough) {
        int count = 0;
        for (int i = 0; i < tests.length && count < enough; i++) {
            if (tests[i].test(value)) {
                count++;
            }
        }
        return count;
    }

    /** A search that takes ASCII letters of either case for the same. */
    private static TextTest containsFolded(String operand) {
        String folded = AsciiCase.lower(operand);
        return value -> {
            int last = value.length() - folded.length();
            for (int from = 0; from <= last; from++) {
                int i = 0;
                while (i < folded.length() && AsciiCase.lower(value.charAt(from + i)) == folded.charAt(i)) {
                    i++;
                }
                if (i == folded.length()) {
                    return true;
                }
            }
            return false;
        };
    }
}
