package lanner.engine.mutate;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.lang.ast.Expr;

/** A condition whose leaves are kept as they are written: what is printed reads as the same condition again. */
sealed interface Part {
    /** Where it begins in the text. */
    int start();

    /** Writes it so that it stands anywhere. */
    String print();

    /** All or any of several. */
    record Group(boolean all, List<Part> parts, int start) implements Part {
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
                    " " + word() + " ", parts.stream().map(Part::print).toList());
        }

        Part with(int index, Part other) {
            List<Part> changed = new ArrayList<>(parts);
            changed.set(index, other);
            return new Group(all, changed, start);
        }

        Part without(int index) {
            List<Part> left = new ArrayList<>(parts);
            left.remove(index);
            return left.size() == 1 ? left.get(0) : new Group(all, left, start);
        }

        Part swapped() {
            return new Group(!all, parts, start);
        }
    }

    record Negated(Part part, int start) implements Part {
        @Override
        public String print() {
            return "not " + part.print();
        }
    }

    /** @param expr what it was read as; an edited leaf keeps it */
    record Leaf(String text, Expr expr, int start) implements Part {
        @Override
        public String print() {
            return text;
        }

        Leaf edited(String other) {
            return new Leaf(other, expr, start);
        }
    }

    /** Without parentheses around the whole. */
    static String condition(Part part) {
        return part instanceof Group group ? group.open() : part.print();
    }

    static Part of(Expr expr, String text) {
        return expr.accept(new Reader(text));
    }

    /** Cuts leaves out of the text. */
    record Reader(String text) implements Expr.Visitor<Part> {
        @Override
        public Part and(Expr.And node) {
            return group(true, node.children(), node);
        }

        @Override
        public Part or(Expr.Or node) {
            return group(false, node.children(), node);
        }

        private Part group(boolean all, List<Expr> children, Expr node) {
            return new Group(
                    all,
                    children.stream().map(child -> child.accept(this)).toList(),
                    node.span().start());
        }

        @Override
        public Part not(Expr.Not node) {
            return new Negated(node.child().accept(this), node.span().start());
        }

        @Override
        public Part macro(Expr.MacroRef node) {
            return leaf(node);
        }

        @Override
        public Part exists(Expr.Exists node) {
            return leaf(node);
        }

        @Override
        public Part compare(Expr.Compare node) {
            return leaf(node);
        }

        private Part leaf(Expr node) {
            return new Leaf(
                    text.substring(node.span().start(), node.span().end()),
                    node,
                    node.span().start());
        }
    }
}
