package lanner.engine.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Operands;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.rules.CompiledRule;
import lanner.engine.rules.ConditionOrigins;
import lanner.engine.state.EventContext;

/**
 * Asks every leaf of a rule's condition, where a replay stops as soon as the verdict is clear. Uses the predicates and
 * fields that replays use. Not thread safe, as conditions are not.
 */
public final class Explainer {
    private final Node root;

    /** @param fields those that the rule was checked with */
    public Explainer(CompiledRule rule, FieldRegistry fields) {
        root = rule.condition().accept(new Builder(rule.origins(), fields));
    }

    /** The condition for the event at hand. */
    public Explanation explain(EventContext context) {
        return root.explain(context, root.test(context), true);
    }

    /** How many leaves, at least, would have to turn for the rule to match; 0 if it does. */
    public int distance(EventContext context) {
        return root.distance(context, true);
    }

    /** A part of the condition, ready to be asked. */
    private abstract static class Node {
        private final String text;
        private final Optional<String> macro;

        Node(String text, Optional<String> macro) {
            this.text = text;
            this.macro = macro;
        }

        abstract boolean test(EventContext context);

        /** How many leaves must turn for this part to be {@code wanted}. */
        abstract int distance(EventContext context, boolean wanted);

        abstract List<Node> children();

        Verdict verdict(EventContext context) {
            return test(context) ? Verdict.TRUE : Verdict.FALSE;
        }

        Map<String, String> readings(EventContext context) {
            return Map.of();
        }

        Optional<ConditionOrigins.Leaf> origin() {
            return Optional.empty();
        }

        /** Whether one of the children alone decides what this part is. */
        abstract boolean decides(EventContext context, Node child);

        Explanation explain(EventContext context, boolean now, boolean decisive) {
            List<Explanation> explained = new ArrayList<>();
            for (Node child : children()) {
                explained.add(child.explain(context, child.test(context), decisive && decides(context, child)));
            }
            return new Explanation(
                    text,
                    macro,
                    origin(),
                    now ? Verdict.TRUE : verdict(context),
                    decisive,
                    readings(context),
                    explained);
        }
    }

    /** All or any of several. */
    private static final class Joined extends Node {
        private final boolean all;
        private final List<Node> children;

        Joined(boolean all, Optional<String> macro, List<Node> children) {
            super(all ? "and" : "or", macro);
            this.all = all;
            this.children = children;
        }

        @Override
        boolean test(EventContext context) {
            for (Node child : children) {
                if (child.test(context) != all) {
                    return !all;
                }
            }
            return all;
        }

        @Override
        int distance(EventContext context, boolean wanted) {
            long sum = 0;
            int least = Integer.MAX_VALUE;
            for (Node child : children) {
                int one = child.distance(context, wanted);
                sum += one;
                least = Math.min(least, one);
            }
            return wanted == all ? (int) Math.min(sum, Integer.MAX_VALUE) : least;
        }

        /** A false part of a conjunction, a true part of a disjunction; all of them where none stands out. */
        @Override
        boolean decides(EventContext context, Node child) {
            boolean now = test(context);
            return now == all || child.test(context) == now;
        }

        @Override
        List<Node> children() {
            return children;
        }
    }

    private static final class Negated extends Node {
        private final Node child;

        Negated(Optional<String> macro, Node child) {
            super("not", macro);
            this.child = child;
        }

        @Override
        boolean test(EventContext context) {
            return !child.test(context);
        }

        @Override
        int distance(EventContext context, boolean wanted) {
            return child.distance(context, !wanted);
        }

        @Override
        boolean decides(EventContext context, Node part) {
            return true;
        }

        @Override
        List<Node> children() {
            return List.of(child);
        }
    }

    private static final class Leaf extends Node {
        private final Optional<ConditionOrigins.Leaf> origin;
        private final Predicate predicate;
        private final List<Field> fields;

        /** Whether a field without a value is what the leaf asks about. */
        private final boolean asksPresence;

        Leaf(
                String text,
                Optional<String> macro,
                Optional<ConditionOrigins.Leaf> origin,
                Predicate predicate,
                List<Field> fields,
                boolean asksPresence) {
            super(text, macro);
            this.origin = origin;
            this.predicate = predicate;
            this.fields = fields;
            this.asksPresence = asksPresence;
        }

        @Override
        boolean test(EventContext context) {
            return predicate.test(context);
        }

        @Override
        int distance(EventContext context, boolean wanted) {
            return test(context) == wanted ? 0 : 1;
        }

        @Override
        Verdict verdict(EventContext context) {
            if (test(context)) {
                return Verdict.TRUE;
            }
            boolean missing = !asksPresence && fields.stream().anyMatch(field -> field.print(context) == null);
            return missing ? Verdict.MISSING : Verdict.FALSE;
        }

        @Override
        Optional<ConditionOrigins.Leaf> origin() {
            return origin;
        }

        @Override
        Map<String, String> readings(EventContext context) {
            Map<String, String> readings = new LinkedHashMap<>();
            fields.forEach(field -> readings.put(field.text(), field.print(context)));
            return readings;
        }

        @Override
        boolean decides(EventContext context, Node child) {
            return false;
        }

        @Override
        List<Node> children() {
            return List.of();
        }
    }

    private static final class Builder implements Expr.Visitor<Node> {
        private final ConditionOrigins origins;
        private final FieldRegistry registry;
        private final Operands operands;

        Builder(ConditionOrigins origins, FieldRegistry registry) {
            this.origins = origins;
            this.registry = registry;
            this.operands = new Operands(registry);
        }

        @Override
        public Node and(Expr.And node) {
            return new Joined(true, origins.macro(node), children(node.children()));
        }

        @Override
        public Node or(Expr.Or node) {
            return new Joined(false, origins.macro(node), children(node.children()));
        }

        private List<Node> children(List<Expr> children) {
            return children.stream().map(child -> child.accept(this)).toList();
        }

        @Override
        public Node not(Expr.Not node) {
            return new Negated(origins.macro(node), node.child().accept(this));
        }

        @Override
        public Node macro(Expr.MacroRef node) {
            throw new IllegalArgumentException("a condition with the macro " + node.name() + " was not compiled");
        }

        @Override
        public Node exists(Expr.Exists node) {
            return leaf(node, List.of(node.operand()), true);
        }

        @Override
        public Node compare(Expr.Compare node) {
            List<Expr.Operand> read = new ArrayList<>();
            read.add(node.left());
            if (node.right() instanceof Expr.OperandRight right) {
                read.add(right.operand());
            }
            return leaf(node, read, false);
        }

        private Node leaf(Expr node, List<Expr.Operand> read, boolean asksPresence) {
            try {
                List<Field> fields = new ArrayList<>();
                for (Expr.Operand operand : read) {
                    fields.add(operands.resolve(operand));
                }
                return new Leaf(
                        Conditions.canonical(node),
                        origins.macro(node),
                        origins.leaf(node),
                        Conditions.compile(node, registry).predicate(),
                        fields,
                        asksPresence);
            } catch (ConditionException e) {
                throw new IllegalArgumentException("a rule that was not checked with these fields", e);
            }
        }
    }
}
