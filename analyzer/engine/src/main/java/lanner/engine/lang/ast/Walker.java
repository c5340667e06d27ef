package lanner.engine.lang.ast;

import java.util.List;

/**
 * Visits every part of a condition in the order of the text, each before the parts that it is made of. A pass over
 * conditions overrides what it looks at. What makes a value of each node is an {@link Expr.Visitor} instead.
 */
public class Walker {
    private final Expr.Visitor<Void> parts = new Parts();

    protected Walker() {}

    /** Visits the whole of a condition. */
    public final void walk(Expr condition) {
        node(condition);
        condition.accept(parts);
    }

    /** Visits an operand and what it is made of. */
    public final void walk(Expr.Operand operand) {
        operand(operand);
        if (operand instanceof Expr.Call call) {
            call.arguments().forEach(this::visit);
        }
    }

    /** Any node: a conjunction, a comparison, a macro's name. */
    protected void node(Expr node) {}

    /** The name of a macro, after {@link #node}. */
    protected void macro(Expr.MacroRef macro) {}

    /** A question of presence, after {@link #node}. */
    protected void exists(Expr.Exists exists) {}

    /** A comparison, after {@link #node}. */
    protected void compare(Expr.Compare compare) {}

    /** A field or a call of a transformer, wherever it stands: on either side, as an argument. */
    protected void operand(Expr.Operand operand) {}

    /** What stands on a comparison's right. */
    protected void right(Expr.Right right) {}

    /** A value: on the right alone, in a list, or as an argument. */
    protected void literal(Expr.Literal literal) {}

    private void visit(Expr.Argument argument) {
        if (argument instanceof Expr.OperandArgument inner) {
            walk(inner.operand());
        } else if (argument instanceof Expr.LiteralArgument value) {
            literal(value.literal());
        } else if (argument instanceof Expr.ListArgument list) {
            list.items().forEach(this::visit);
        }
    }

    private void visit(Expr.Right right) {
        right(right);
        if (right instanceof Expr.Literal value) {
            literal(value);
        } else if (right instanceof Expr.ListLiteral list) {
            list.items().forEach(this::literal);
        } else if (right instanceof Expr.OperandRight other) {
            walk(other.operand());
        }
    }

    /** The recursion, once for all passes. */
    private final class Parts implements Expr.Visitor<Void> {
        private Void all(List<Expr> children) {
            for (Expr child : children) {
                walk(child);
            }
            return null;
        }

        @Override
        public Void and(Expr.And node) {
            return all(node.children());
        }

        @Override
        public Void or(Expr.Or node) {
            return all(node.children());
        }

        @Override
        public Void not(Expr.Not node) {
            return all(List.of(node.child()));
        }

        @Override
        public Void macro(Expr.MacroRef node) {
            Walker.this.macro(node);
            return null;
        }

        @Override
        public Void exists(Expr.Exists node) {
            Walker.this.exists(node);
            walk(node.operand());
            return null;
        }

        @Override
        public Void compare(Expr.Compare node) {
            Walker.this.compare(node);
            walk(node.left());
            visit(node.right());
            return null;
        }
    }
}
