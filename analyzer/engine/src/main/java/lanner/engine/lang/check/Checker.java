package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.Multiplicity;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;

/**
 * Checks the types of conditions: fields are resolved, operators must suit their types, texts become values. What a
 * condition with a doubtful part means is reported as a warning; a fault ends the check at its place in the text.
 */
public final class Checker {
    private final Operands operands;
    private final Hints hints;
    private final Nodes nodes = new Nodes();
    private final IdentityHashMap<Expr, Checked> done = new IdentityHashMap<>();
    private List<String> warnings = new ArrayList<>();

    /**
     * A condition that has passed.
     *
     * @param warnings what {@code LOAD_COMPILE_CONDITION} reports, in the order of the text
     */
    public record Checked(Typed tree, List<String> warnings) {
        public Checked {
            warnings = List.copyOf(warnings);
        }
    }

    public Checker(FieldRegistry registry) {
        this.operands = new Operands(registry);
        this.hints = new Hints(registry);
    }

    /**
     * The typed tree of a condition without macros. Nodes that several conditions have in common are checked once.
     *
     * @throws ConditionException for a name that is no field, an operator or a value that does not suit it
     */
    public Checked check(Expr condition) throws ConditionException {
        warnings = new ArrayList<>();
        try {
            return new Checked(typed(condition), warnings);
        } catch (Failure failure) {
            throw failure.reason;
        }
    }

    private Typed typed(Expr node) {
        Checked earlier = done.get(node);
        if (earlier != null) {
            warnings.addAll(earlier.warnings());
            return earlier.tree();
        }
        int before = warnings.size();
        Typed tree = node.accept(nodes);
        done.put(node, new Checked(tree, warnings.subList(before, warnings.size())));
        return tree;
    }

    /** Carries a checked exception through the tree's visitor. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ConditionException reason;

        Failure(ConditionException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private final class Nodes implements Expr.Visitor<Typed> {
        private List<Typed> all(List<Expr> children) {
            List<Typed> all = new ArrayList<>(children.size());
            for (Expr child : children) {
                all.add(typed(child));
            }
            return all;
        }

        @Override
        public Typed and(Expr.And node) {
            return new Typed.And(all(node.children()), node);
        }

        @Override
        public Typed or(Expr.Or node) {
            return new Typed.Or(all(node.children()), node);
        }

        @Override
        public Typed not(Expr.Not node) {
            return new Typed.Not(typed(node.child()), node);
        }

        @Override
        public Typed macro(Expr.MacroRef node) {
            throw new Failure(
                    new ConditionException("Undefined macro '" + node.name() + "' used in filter.", node.span()));
        }

        @Override
        public Typed exists(Expr.Exists node) {
            try {
                return new Typed.Exists(left(node.operand()), node);
            } catch (ConditionException e) {
                throw new Failure(e);
            }
        }

        @Override
        public Typed compare(Expr.Compare node) {
            try {
                return comparison(new Comparison(left(node.left()), node));
            } catch (ConditionException e) {
                throw new Failure(e);
            }
        }
    }

    private ResolvedOperand left(Expr.Operand operand) throws ConditionException {
        ResolvedOperand left = operands.read(operand);
        if (operand instanceof Expr.Call call && namesEventType(call)) {
            // The index of rules by event type has to see through a condition.
            throw new ConditionException("the event's type cannot be transformed in a condition", operand.span());
        }
        if (left.field().traits().contains(Field.Trait.PRINT_ONLY)) {
            throw new ConditionException("field '" + left.field().text() + "' can only be printed", operand.span());
        }
        return left;
    }

    private static boolean namesEventType(Expr.Call call) {
        return call.arguments().stream()
                .anyMatch(argument -> argument instanceof Expr.OperandArgument inner
                        && (inner.operand() instanceof Expr.FieldRef field
                                ? EventNames.isNamedBy(field.name())
                                : namesEventType((Expr.Call) inner.operand())));
    }

    private Typed comparison(Comparison comparison) throws ConditionException {
        suits(comparison);
        if (comparison.source().right() instanceof Expr.OperandRight right) {
            ResolvedOperand other = operands.read(right.operand());
            OperandPairs.check(comparison, other, right);
            return new Typed.Fields(comparison, other);
        }
        List<Expr.Literal> literals = literals(comparison.source().right());
        if (EventNames.isNamedBy(comparison.field().text())) {
            warnings.addAll(EventNames.check(literals));
        }
        warnings.addAll(hints.of(comparison.operator(), literals));
        return TypedValues.of(comparison, literals);
    }

    /** Whether the operator takes values of the field's type, and the field as many as it has. */
    private static void suits(Comparison comparison) throws ConditionException {
        Operator operator = comparison.operator();
        boolean isList = comparison.field().multiplicity() == Multiplicity.LIST;
        if (isList && operator != Operator.IN && operator != Operator.INTERSECTS) {
            throw OperatorTypes.refused(comparison, "list");
        }
        OperatorTypes.check(comparison);
        if (isList && comparison.modifier().isPresent()) {
            throw new ConditionException(
                    "filter error: modifiers are not supported for list fields",
                    comparison.source().span());
        }
    }

    private static List<Expr.Literal> literals(Expr.Right right) {
        if (right instanceof Expr.ListLiteral list) {
            return list.items();
        }
        if (right instanceof Expr.Identifier identifier) {
            return List.of(new Expr.Literal(identifier.name(), false, identifier.span()));
        }
        return List.of((Expr.Literal) right);
    }
}
