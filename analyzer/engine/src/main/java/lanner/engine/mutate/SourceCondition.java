package lanner.engine.mutate;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.lang.ast.Expr;

/** A condition whose leaves are kept as they are written: what is printed reads as the same condition again. */
sealed interface SourceCondition {
    /** Where it begins in the text. */
    int start();

    /** Writes it so that it stands anywhere. */
    String print();

    /** All or any of several. */
    record Group(boolean all, List<SourceCondition> parts, int start) implements SourceCondition {
        public Group {
            parts = List.copyOf(parts);
        }

        String word() {
            return all ? "and" : "or";
        }

        @Override
        public String print() {
            return "(" + open() + ")";
        }

        /** Without parentheses: for the whole of a condition. */
        String open() {
            return String.join(
                    " " + word() + " ",
                    parts.stream().map(SourceCondition::print).toList());
        }

        SourceCondition with(int index, SourceCondition other) {
            List<SourceCondition> changed = new ArrayList<>(parts);
            changed.set(index, other);
            return new Group(all, changed, start);
        }

        SourceCondition without(int index) {
            List<SourceCondition> left = new ArrayList<>(parts);
            left.remove(index);
            return left.size() == 1 ? left.get(0) : new Group(all, left, start);
        }

        SourceCondition swapped() {
            return new Group(!all, parts, start);
        }
    }

    record Negated(SourceCondition part, int start) implements SourceCondition {
        @Override
        public String print() {
            return "not " + part.print();
        }
    }

    /** @param expr what it was read as; an edited leaf keeps it */
    record Leaf(String text, Expr expr, int start) implements SourceCondition {
        @Override
        public String print() {
            return text;
        }

        Leaf edited(String other) {
            return new Leaf(other, expr, start);
        }
    }

    /** Without parentheses around the whole. */
    static String condition(SourceCondition part) {
        return part instanceof Group group ? group.open() : part.print();
    }

    static SourceCondition of(Expr expr, String text) {
        return expr.accept(new Reader(text));
    }

    /** Cuts leaves out of the text. */
    record Reader(String text) implements Expr.Visitor<SourceCondition> {
        @Override
        public SourceCondition and(Expr.And node) {
            return group(true, node.children(), node);
        }

        @Override
        public SourceCondition or(Expr.Or node) {
            return group(false, node.children(), node);
        }

        private SourceCondition group(boolean all, List<Expr> children, Expr node) {
            return new Group(
                    all,
                    children.stream().map(child -> child.accept(this)).toList(),
                    node.span().start());
        }

        @Override
        public SourceCondition not(Expr.Not node) {
            return new Negated(node.child().accept(this), node.span().start());
        }

        @Override
        public SourceCondition macro(Expr.MacroRef node) {
            return leaf(node);
        }

        @Override
        public SourceCondition exists(Expr.Exists node) {
            return leaf(node);
        }

        @Override
        public SourceCondition compare(Expr.Compare node) {
            return leaf(node);
        }

        private SourceCondition leaf(Expr node) {
            return new Leaf(
                    text.substring(node.span().start(), node.span().end()),
                    node,
                    node.span().start());
        }
    }
}
