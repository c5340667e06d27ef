package lanner.engine.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.Operands;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.ConditionOrigins;
import lanner.engine.state.EventContext;

/**
 * A rule's condition, ready to be asked part by part, where a replay stops as soon as the verdict is clear. Uses the
 * predicates and fields that replays use. Not thread safe, as conditions are not.
 */
abstract class ConditionTree {
    private final String text;
    private final Optional<String> macro;

    private ConditionTree(String text, Optional<String> macro) {
        this.text = text;
        this.macro = macro;
    }

    /** @param fields those that the rule was checked with */
    static ConditionTree of(CompiledRule rule, FieldRegistry fields) {
        return rule.condition().accept(new Builder(rule.origins(), fields));
    }

    /** A leaf in canonical text; the word for the others. */
    String text() {
        return text;
    }

    /** The macro that this part is. */
    Optional<String> macro() {
        return macro;
    }

    abstract boolean test(EventContext context);

    /** How many leaves must turn for this part to be {@code wanted}. */
    abstract int distance(EventContext context, boolean wanted);

    abstract List<ConditionTree> children();

    Verdict verdict(EventContext context) {
        return test(context) ? Verdict.TRUE : Verdict.FALSE;
    }

    Map<String, String> readings(EventContext context) {
        return Map.of();
    }

    /** Where a leaf stands in its definition; empty for the others. */
    Optional<ConditionOrigins.Leaf> origin() {
        return Optional.empty();
    }

    /** Whether one of the children alone decides what this part is. */
    abstract boolean decides(EventContext context, ConditionTree child);

    /** Asks as a replay does, in order and no further than the verdict needs, and counts what is asked. */
    final boolean ask(EventContext context, Tally tally) {
        boolean now = askParts(context, tally);
        tally.asked(this, now, !now && children().isEmpty() && verdict(context) == Verdict.MISSING);
        return now;
    }

    abstract boolean askParts(EventContext context, Tally tally);

    /**
     * Counts the parts that decide: those which would turn the whole condition if they alone were otherwise.
     *
     * @param now what this part, which decides, is
     */
    void weigh(EventContext context, boolean now, Tally tally) {
        tally.mattered(this);
    }

    /** Takes counts. */
    interface Tally {
        void asked(ConditionTree part, boolean now, boolean missing);

        void mattered(ConditionTree part);
    }

    /** All or any of several. */
    private static final class Joined extends ConditionTree {
        private final boolean all;
        private final List<ConditionTree> children;

        Joined(boolean all, Optional<String> macro, List<ConditionTree> children) {
            super(all ? "and" : "or", macro);
            this.all = all;
            this.children = children;
        }

        @Override
        boolean test(EventContext context) {
            for (ConditionTree child : children) {
                if (child.test(context) != all) {
                    return !all;
                }
            }
            return all;
        }

        @Override
        boolean askParts(EventContext context, Tally tally) {
            for (ConditionTree child : children) {
                if (child.ask(context, tally) != all) {
                    return !all;
                }
            }
            return all;
        }

        @Override
        void weigh(EventContext context, boolean now, Tally tally) {
            super.weigh(context, now, tally);
            if (now == all) {
                children.forEach(child -> child.weigh(context, now, tally));
                return;
            }
            ConditionTree only = null;
            for (ConditionTree child : children) {
                if (child.test(context) != all) {
                    if (only != null) {
                        return;
                    }
                    only = child;
                }
            }
            if (only != null) {
                only.weigh(context, now, tally);
            }
        }

        @Override
        int distance(EventContext context, boolean wanted) {
            long sum = 0;
            int least = Integer.MAX_VALUE;
            for (ConditionTree child : children) {
                int one = child.distance(context, wanted);
                sum += one;
                least = Math.min(least, one);
            }
            return wanted == all ? (int) Math.min(sum, Integer.MAX_VALUE) : least;
        }

        /** A false part of a conjunction, a true part of a disjunction; all of them where none stands out. */
        @Override
        boolean decides(EventContext context, ConditionTree child) {
            boolean now = test(context);
            return now == all || child.test(context) == now;
        }

        @Override
        List<ConditionTree> children() {
            return children;
        }
    }

    private static final class Negated extends ConditionTree {
        private final ConditionTree child;

        Negated(Optional<String> macro, ConditionTree child) {
            super("not", macro);
            this.child = child;
        }

        @Override
        boolean test(EventContext context) {
            return !child.test(context);
        }

        @Override
        boolean askParts(EventContext context, Tally tally) {
            return !child.ask(context, tally);
        }

        @Override
        void weigh(EventContext context, boolean now, Tally tally) {
            super.weigh(context, now, tally);
            child.weigh(context, !now, tally);
        }

        @Override
        int distance(EventContext context, boolean wanted) {
            return child.distance(context, !wanted);
        }

        @Override
        boolean decides(EventContext context, ConditionTree part) {
            return true;
        }

        @Override
        List<ConditionTree> children() {
            return List.of(child);
        }
    }

    private static final class Leaf extends ConditionTree {
        private final Predicate predicate;
        private final List<Field> fields;

        /** Whether each of the fields has a value; none where that is what the leaf asks. */
        private final List<Predicate> presence;

        private final Optional<ConditionOrigins.Leaf> origin;

        Leaf(
                String text,
                Optional<String> macro,
                Predicate predicate,
                List<Field> fields,
                List<Predicate> presence,
                Optional<ConditionOrigins.Leaf> origin) {
            super(text, macro);
            this.predicate = predicate;
            this.fields = fields;
            this.presence = presence;
            this.origin = origin;
        }

        @Override
        boolean test(EventContext context) {
            return predicate.test(context);
        }

        @Override
        boolean askParts(EventContext context, Tally tally) {
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
            for (Predicate present : presence) {
                if (!present.test(context)) {
                    return Verdict.MISSING;
                }
            }
            return Verdict.FALSE;
        }

        @Override
        Map<String, String> readings(EventContext context) {
            Map<String, String> readings = new LinkedHashMap<>();
            fields.forEach(field -> readings.put(field.text(), field.print(context)));
            return readings;
        }

        @Override
        Optional<ConditionOrigins.Leaf> origin() {
            return origin;
        }

        @Override
        boolean decides(EventContext context, ConditionTree child) {
            return false;
        }

        @Override
        List<ConditionTree> children() {
            return List.of();
        }
    }

    private static final class Builder implements Expr.Visitor<ConditionTree> {
        private final ConditionOrigins origins;
        private final FieldRegistry registry;
        private final Operands operands;

        Builder(ConditionOrigins origins, FieldRegistry registry) {
            this.origins = origins;
            this.registry = registry;
            this.operands = new Operands(registry);
        }

        @Override
        public ConditionTree and(Expr.And node) {
            return new Joined(true, origins.macro(node), children(node.children()));
        }

        @Override
        public ConditionTree or(Expr.Or node) {
            return new Joined(false, origins.macro(node), children(node.children()));
        }

        private List<ConditionTree> children(List<Expr> children) {
            return children.stream().map(child -> child.accept(this)).toList();
        }

        @Override
        public ConditionTree not(Expr.Not node) {
            return new Negated(origins.macro(node), node.child().accept(this));
        }

        @Override
        public ConditionTree macro(Expr.MacroRef node) {
            throw new IllegalArgumentException("a condition with the macro " + node.name() + " was not compiled");
        }

        @Override
        public ConditionTree exists(Expr.Exists node) {
            return leaf(node, List.of(node.operand()), true);
        }

        @Override
        public ConditionTree compare(Expr.Compare node) {
            List<Expr.Operand> read = new ArrayList<>();
            read.add(node.left());
            if (node.right() instanceof Expr.OperandRight right) {
                read.add(right.operand());
            }
            return leaf(node, read, false);
        }

        private ConditionTree leaf(Expr node, List<Expr.Operand> read, boolean asksPresence) {
            try {
                List<Field> fields = new ArrayList<>();
                List<Predicate> presence = new ArrayList<>();
                for (Expr.Operand operand : read) {
                    fields.add(operands.resolve(operand));
                    if (!asksPresence) {
                        presence.add(predicate(new Expr.Exists(operand, operand.span())));
                    }
                }
                return new Leaf(
                        Conditions.canonical(node),
                        origins.macro(node),
                        predicate(node),
                        fields,
                        presence,
                        origins.leaf(node));
            } catch (ConditionException e) {
                throw new IllegalArgumentException("a rule that was not checked with these fields", e);
            }
        }

        private Predicate predicate(Expr node) throws ConditionException {
            return Conditions.compile(node, registry).predicate();
        }
    }
}
