package lanner.engine.lang.plan;

import lanner.capture.event.IpAddress;
import lanner.engine.field.Extractor;
import lanner.engine.field.FieldType;
import lanner.engine.field.Values;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Typed;
import lanner.engine.text.AsciiCase;

/** Plans comparisons of one operand with another of its type. */
final class OperandPairPlanner {
    private OperandPairPlanner() {}

    static Predicate plan(Typed.Fields node) {
        Operator operator = node.comparison().operator();
        Extractor left = node.comparison().field().extractor();
        Extractor right = node.right().field().extractor();
        if (left instanceof Extractor.OfText one && right instanceof Extractor.OfText two) {
            return texts(one, two, operator);
        }
        if (left instanceof Extractor.OfNumber one && right instanceof Extractor.OfNumber two) {
            return numbers(one, two, operator, node.comparison().field().type() == FieldType.UINT64);
        }
        if (left instanceof Extractor.OfAddress one && right instanceof Extractor.OfAddress two) {
            return addresses(one, two, operator);
        }
        if (left instanceof Extractor.OfDouble one && right instanceof Extractor.OfDouble two) {
            return decimals(one, two, operator);
        }
        return many((Extractor.OfMany) left, (Extractor.OfMany) right, operator);
    }

    private static Predicate texts(Extractor.OfText one, Extractor.OfText two, Operator operator) {
        return context -> {
            String a = one.get(context);
            String b = two.get(context);
            if (a == null || b == null) {
                return false;
            }
            return switch (operator) {
                case EQ, IN, INTERSECTS -> a.equals(b);
                case NE -> !a.equals(b);
                case CONTAINS, BCONTAINS -> a.contains(b);
                case STARTSWITH, BSTARTSWITH -> a.startsWith(b);
                case ENDSWITH -> a.endsWith(b);
                case ICONTAINS -> AsciiCase.lower(a).contains(AsciiCase.lower(b));
                case GLOB -> new Glob(b, false).matches(a);
                case IGLOB -> new Glob(b, true).matches(a);
                default -> Order.satisfies(operator, a.compareTo(b));
            };
        };
    }

    private static Predicate numbers(
            Extractor.OfNumber one, Extractor.OfNumber two, Operator operator, boolean unsigned) {
        return context -> {
            long a = one.get(context);
            long b = two.get(context);
            if (a == Extractor.MISSING || b == Extractor.MISSING) {
                return false;
            }
            return Order.satisfies(operator, unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b));
        };
    }

    private static Predicate addresses(Extractor.OfAddress one, Extractor.OfAddress two, Operator operator) {
        return context -> {
            IpAddress a = one.get(context);
            IpAddress b = two.get(context);
            return a != null && b != null && a.equals(b) != (operator == Operator.NE);
        };
    }

    private static Predicate decimals(Extractor.OfDouble one, Extractor.OfDouble two, Operator operator) {
        return context -> {
            double a = one.get(context);
            double b = two.get(context);
            return !Double.isNaN(a) && !Double.isNaN(b) && Order.satisfies(operator, Double.compare(a, b));
        };
    }

    /** All of the left among those on the right, or one of them. */
    private static Predicate many(Extractor.OfMany one, Extractor.OfMany two, Operator operator) {
        Values a = new Values();
        Values b = new Values();
        return context -> {
            a.clear();
            b.clear();
            if (!one.collect(context, a) || !two.collect(context, b)) {
                return false;
            }
            int inside = 0;
            for (int i = 0; i < a.size(); i++) {
                inside += holds(b, a.text(i)) ? 1 : 0;
            }
            return operator == Operator.INTERSECTS ? inside > 0 : inside == a.size();
        };
    }

    private static boolean holds(Values values, String wanted) {
        for (int i = 0; i < values.size(); i++) {
            if (wanted.equals(values.text(i))) {
                return true;
            }
        }
        return false;
    }
}
