package lanner.engine.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.ConditionOrigins;
import lanner.engine.state.EventContext;

/**
 * Asks one rule's condition leaf by leaf, in the order in which it is written and only until the verdict is clear, and
 * counts. Nothing is shared with other rules or put into a better order, as a replay does: the figures are about how the
 * rule is written.
 *
 * <p>Not thread safe, as conditions are not.
 */
final class RuleMeter {
    private final CompiledRule rule;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Node root;
    private final Sampler alone;
    private final Sampler planned;
    private boolean wholeIsTimed;
    private long evaluations;
    private long matches;

    /**
     * @param fields those that the rule was checked with
     * @param number differs between rules that are measured at once
     */
    RuleMeter(CompiledRule rule, FieldRegistry fields, int number) {
        this.rule = rule;
        alone = new Sampler(number);
        planned = new Sampler(number);
        root = rule.condition().accept(new Builder(rule.origins(), fields));
    }

    /** Asks the rule by itself about the event at hand. */
    void askAlone(EventContext context) {
        evaluations++;
        matches += (alone.isDue() ? timed(context) : root.test(context)) ? 1 : 0;
    }

    /** The whole condition is timed without the timing of its leaves. */
    private boolean timed(EventContext context) {
        wholeIsTimed = true;
        long began = System.nanoTime();
        boolean verdict = root.test(context);
        alone.add(System.nanoTime() - began);
        wholeIsTimed = false;
        return verdict;
    }

    /** Asks what a plan of several rules made of the condition. */
    void askPlanned(Predicate condition, EventContext context) {
        if (!planned.isDue()) {
            condition.test(context);
            return;
        }
        long began = System.nanoTime();
        condition.test(context);
        planned.add(System.nanoTime() - began);
    }

    /** Forgets what was counted. */
    void reset() {
        evaluations = 0;
        matches = 0;
        alone.reset();
        planned.reset();
        leaves.forEach(Leaf::reset);
    }

    /** @param clockNanos what reading the clock takes */
    MeasuredRule measured(long clockNanos) {
        return new MeasuredRule(
                rule.rule().name(),
                evaluations,
                matches,
                alone.nanosEach(clockNanos),
                planned.nanosEach(clockNanos),
                leaves.stream().map(leaf -> leaf.cost(clockNanos)).toList());
    }

    private interface Node {
        boolean test(EventContext context);
    }

    private final class Leaf implements Node {
        private final String text;
        private final List<String> macros;
        private final Predicate predicate;
        private final Sampler sampler = new Sampler(leaves.size());
        private long evaluations;
        private long trues;

        Leaf(String text, List<String> macros, Predicate predicate) {
            this.text = text;
            this.macros = macros;
            this.predicate = predicate;
        }

        @Override
        public boolean test(EventContext context) {
            evaluations++;
            boolean verdict = sampler.isDue() && !wholeIsTimed ? timed(context) : predicate.test(context);
            trues += verdict ? 1 : 0;
            return verdict;
        }

        private boolean timed(EventContext context) {
            long began = System.nanoTime();
            boolean verdict = predicate.test(context);
            sampler.add(System.nanoTime() - began);
            return verdict;
        }

        void reset() {
            sampler.reset();
            evaluations = 0;
            trues = 0;
        }

        LeafCost cost(long clockNanos) {
            return new LeafCost(text, macros, evaluations, trues, sampler.nanosEach(clockNanos));
        }
    }

    private final class Builder implements Expr.Visitor<Node> {
        private final ConditionOrigins origins;
        private final FieldRegistry fields;
        private final Deque<String> macros = new ArrayDeque<>();

        Builder(ConditionOrigins origins, FieldRegistry fields) {
            this.origins = origins;
            this.fields = fields;
        }

        private List<Node> children(Expr parent, List<Expr> children) {
            origins.macro(parent).ifPresent(macros::addLast);
            List<Node> nodes =
                    children.stream().map(child -> child.accept(this)).toList();
            origins.macro(parent).ifPresent(macro -> macros.removeLast());
            return nodes;
        }

        @Override
        public Node and(Expr.And node) {
            Node[] all = children(node, node.children()).toArray(Node[]::new);
            return context -> {
                for (Node child : all) {
                    if (!child.test(context)) {
                        return false;
                    }
                }
                return true;
            };
        }

        @Override
        public Node or(Expr.Or node) {
            Node[] all = children(node, node.children()).toArray(Node[]::new);
            return context -> {
                for (Node child : all) {
                    if (child.test(context)) {
                        return true;
                    }
                }
                return false;
            };
        }

        @Override
        public Node not(Expr.Not node) {
            Node child = children(node, List.of(node.child())).get(0);
            return context -> !child.test(context);
        }

        @Override
        public Node macro(Expr.MacroRef node) {
            throw new IllegalArgumentException("a condition with the macro " + node.name() + " was not compiled");
        }

        @Override
        public Node exists(Expr.Exists node) {
            return leaf(node);
        }

        @Override
        public Node compare(Expr.Compare node) {
            return leaf(node);
        }

        private Node leaf(Expr node) {
            List<String> from = new ArrayList<>(macros);
            origins.macro(node).ifPresent(from::add);
            try {
                Leaf leaf = new Leaf(
                        Conditions.canonical(node),
                        from,
                        Conditions.compile(node, fields).predicate());
                leaves.add(leaf);
                return leaf;
            } catch (ConditionException e) {
                throw new IllegalArgumentException("a rule that was not checked with these fields", e);
            }
        }
    }
}
