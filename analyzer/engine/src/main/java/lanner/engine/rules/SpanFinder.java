package lanner.engine.rules;

import java.util.List;
import lanner.engine.lang.Span;
import lanner.engine.lang.ast.Expr;

/** Says whether a piece of text is one that a given tree was parsed from, not merely one at the same place. */
final class SpanFinder implements Expr.Visitor<Boolean> {
    private final Span wanted;

    private SpanFinder(Span wanted) {
        this.wanted = wanted;
    }

    static boolean holds(Expr tree, Span span) {
        return tree.accept(new SpanFinder(span));
    }

    @Override
    public Boolean and(Expr.And node) {
        return is(node.span()) || any(node.children());
    }

    @Override
    public Boolean or(Expr.Or node) {
        return is(node.span()) || any(node.children());
    }

    @Override
    public Boolean not(Expr.Not node) {
        return is(node.span()) || node.child().accept(this);
    }

    @Override
    public Boolean macro(Expr.MacroRef node) {
        return is(node.span());
    }

    @Override
    public Boolean exists(Expr.Exists node) {
        return is(node.span()) || operand(node.operand());
    }

    @Override
    public Boolean compare(Expr.Compare node) {
        return is(node.span()) || operand(node.left()) || right(node.right());
    }

    private boolean any(List<Expr> children) {
        return children.stream().anyMatch(child -> child.accept(this));
    }

    private boolean operand(Expr.Operand operand) {
        return is(operand.span())
                || (operand instanceof Expr.Call call
                        && call.arguments().stream().anyMatch(this::argument));
    }

    private boolean argument(Expr.Argument argument) {
        if (argument instanceof Expr.OperandArgument inner) {
            return operand(inner.operand());
        }
        if (argument instanceof Expr.LiteralArgument literal) {
            return is(literal.literal().span());
        }
        return ((Expr.ListArgument) argument).items().stream().anyMatch(this::argument);
    }

    private boolean right(Expr.Right right) {
        if (is(right.span())) {
            return true;
        }
        if (right instanceof Expr.ListLiteral list) {
            return list.items().stream().anyMatch(item -> is(item.span()));
        }
        return right instanceof Expr.OperandRight inner && operand(inner.operand());
    }

    @SuppressWarnings("ReferenceEquality") // two texts may have equal spans; only the same one is from the same text
    private boolean is(Span span) {
        return span == wanted;
    }
}
