package lanner.engine.lang.plan;

import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.EventNames;

/**
 * Which event types a condition can match, so that rules are only asked about those. {@code and} intersects, {@code or}
 * unites, {@code not} is pushed down to the leaves; a leaf that is not about the event's type can match all, negated or
 * not.
 */
public final class EventAnalysis implements Expr.Visitor<EventNames> {
    private boolean negated;

    /** The event types that can match a condition without macros. */
    public static EventNames of(Expr expr) {
        return expr.accept(new EventAnalysis());
    }

    @Override
    public EventNames and(Expr.And node) {
        return negated ? union(node.children()) : intersection(node.children());
    }

    @Override
    public EventNames or(Expr.Or node) {
        return negated ? intersection(node.children()) : union(node.children());
    }

    private EventNames intersection(Iterable<Expr> children) {
        EventNames names = EventNames.all();
        for (Expr child : children) {
            names = names.and(child.accept(this));
        }
        return names;
    }

    private EventNames union(Iterable<Expr> children) {
        EventNames names = EventNames.none();
        for (Expr child : children) {
            names = names.or(child.accept(this));
        }
        return names;
    }

    @Override
    public EventNames not(Expr.Not node) {
        negated = !negated;
        EventNames names = node.child().accept(this);
        negated = !negated;
        return names;
    }

    @Override
    public EventNames macro(Expr.MacroRef node) {
        return EventNames.all();
    }

    @Override
    public EventNames exists(Expr.Exists node) {
        return isEventType(node.operand()) && negated ? EventNames.none() : EventNames.all();
    }

    @Override
    public EventNames compare(Expr.Compare node) {
        Operator operator = node.operator();
        boolean typed = isEventType(node.left())
                && node.modifier().isEmpty()
                && (operator == Operator.EQ || operator == Operator.NE || operator == Operator.IN);
        if (!typed) {
            return EventNames.all();
        }
        EventNames named = EventNames.none();
        if (node.right() instanceof Expr.Literal literal) {
            named = EventNames.of(literal.text());
        } else if (node.right() instanceof Expr.Identifier identifier) {
            named = EventNames.of(identifier.name());
        } else if (node.right() instanceof Expr.ListLiteral list) {
            for (Expr.Literal item : list.items()) {
                named = named.or(EventNames.of(item.text()));
            }
        } else {
            return EventNames.all();
        }
        return negated != (operator == Operator.NE) ? named.complement() : named;
    }

    private static boolean isEventType(Expr.Operand operand) {
        return operand instanceof Expr.FieldRef field
                && field.argument().isEmpty()
                && EventNames.isNamedBy(field.name());
    }
}
