package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.CallNames;
import lanner.engine.field.FieldType;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;

/** Makes a typed comparison of the texts on its right. */
final class TypedValues {
    private TypedValues() {}

    static Typed of(Comparison comparison, List<Expr.Literal> literals) throws ConditionException {
        return switch (comparison.field().type().family()) {
            case NUMBER, BOOL, DYNAMIC -> numbers(comparison, literals);
            case DOUBLE -> new Typed.Decimals(comparison, each(literals, TypedValues::whole));
            case TEXT, BYTES -> texts(comparison, literals);
            case ADDRESS ->
                new Typed.Addresses(comparison, each(literals, one -> Literals.address(one.text(), one.span())));
            case NETWORK ->
                new Typed.Networks(comparison, each(literals, one -> Literals.network(one.text(), one.span())));
        };
    }

    /** Reads one text. */
    private interface Reader<V> {
        V read(Expr.Literal literal) throws ConditionException;
    }

    private static <V> List<V> each(List<Expr.Literal> literals, Reader<V> reader) throws ConditionException {
        List<V> values = new ArrayList<>(literals.size());
        for (Expr.Literal literal : literals) {
            values.add(reader.read(literal));
        }
        return values;
    }

    private static long whole(Expr.Literal literal) throws ConditionException {
        return Literals.number(literal.text(), FieldType.INT64, literal.span());
    }

    private static Typed numbers(Comparison comparison, List<Expr.Literal> literals) throws ConditionException {
        FieldType type = comparison.field().type();
        List<Long> values = each(
                literals,
                one -> type == FieldType.BOOL
                        ? Literals.bool(one.text(), one.span())
                        : Literals.number(one.text(), type, one.span()));
        if (comparison.field().multiplicity() == Multiplicity.DISTANCE && comparison.operator() != Operator.EQ) {
            throw OperatorTypes.refused(comparison, "distance");
        }
        return new Typed.Numbers(comparison, values);
    }

    private static Typed texts(Comparison comparison, List<Expr.Literal> literals) throws ConditionException {
        if (isOfEventType(comparison)) {
            return new Typed.EventTypes(comparison, bothNames(literals));
        }
        return switch (comparison.operator()) {
            // A regular expression keeps its characters: the field's bytes are decoded instead.
            case REGEX -> new Typed.Patterns(comparison, each(literals, TypedValues::pattern));
            case BCONTAINS, BSTARTSWITH ->
                new Typed.Texts(comparison, each(literals, one -> Literals.hex(one.text(), one.span())));
            default -> new Typed.Texts(comparison, each(literals, one -> Literals.text(one.text())));
        };
    }

    private static EgrepPattern pattern(Expr.Literal literal) throws ConditionException {
        return new EgrepPattern(literal.text(), literal.span());
    }

    private static boolean isOfEventType(Comparison comparison) {
        Operator operator = comparison.operator();
        return comparison.field().text().equals("evt.type")
                && comparison.modifier().isEmpty()
                && (operator == Operator.EQ || operator == Operator.NE || operator.takesSet());
    }

    /** Names of events: of what goes by the kernel's name, both. */
    private static List<String> bothNames(List<Expr.Literal> literals) {
        List<String> names = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            names.add(literal.text());
            CallNames.eventOf(literal.text()).ifPresent(names::add);
        }
        return List.copyOf(names);
    }
}
