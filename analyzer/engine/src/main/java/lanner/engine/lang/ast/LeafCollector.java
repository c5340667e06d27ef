package lanner.engine.lang.ast;

import java.util.List;

/** Walks a condition and keeps its leaves: comparisons, questions of presence, names of macros. */
record LeafCollector(List<Expr> found) implements Expr.Visitor<Void> {
    @Override
    public Void and(Expr.And node) {
        node.children().forEach(child -> child.accept(this));
        return null;
    }

    @Override
    public Void or(Expr.Or node) {
        node.children().forEach(child -> child.accept(this));
        return null;
    }

    @Override
    public Void not(Expr.Not node) {
        return node.child().accept(this);
    }

    @Override
    public Void macro(Expr.MacroRef node) {
        found.add(node);
        return null;
    }

    @Override
    public Void exists(Expr.Exists node) {
        found.add(node);
        return null;
    }

    @Override
    public Void compare(Expr.Compare node) {
        found.add(node);
        return null;
    }
}
