package lanner.engine.rules.compile;

import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.ast.Walker;

/** Says whether a piece of text is one that a given tree was parsed from, not merely one at the same place. */
final class SpanFinder extends Walker {
    private final Span wanted;
    private boolean found;

    private SpanFinder(Span wanted) {
        this.wanted = wanted;
    }

    static boolean holds(Expr tree, Span span) {
        SpanFinder finder = new SpanFinder(span);
        finder.walk(tree);
        return finder.found;
    }

    @Override
    protected void node(Expr node) {
        compare(node.span());
    }

    @Override
    protected void operand(Expr.Operand operand) {
        compare(operand.span());
    }

    @Override
    protected void right(Expr.Right right) {
        compare(right.span());
    }

    @Override
    protected void literal(Expr.Literal literal) {
        compare(literal.span());
    }

    @SuppressWarnings("ReferenceEquality") // two texts may have equal spans; only the same one is from the same text
    private void compare(Span span) {
        found |= span == wanted;
    }
}
