package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.event.EventType;
import lanner.engine.lang.ast.Expr;

/**
 * What conditions cannot do without, for events of one type. Weaker than the condition and cheaper to ask: what it needs of
 * a subject can be remembered with that. Parameters that the type lacks, and the type itself, are known beforehand.
 */
final class Needs {
    /** What a part of a condition needs. */
    private record Need(Kind kind, Predicate predicate) {
        static final Need NOTHING = new Need(Kind.NOTHING, null);
        static final Need NEVER = new Need(Kind.NEVER, context -> false);

        enum Kind {
            /** It may hold whatever the subject is. */
            NOTHING,
            SOMETHING,
            /** It holds for no event of the type. */
            NEVER
        }
    }

    private final Planner planner;
    private final Planner.Nodes nodes;
    private final EventType type;

    /** @param type of the events; null where it is not known */
    Needs(Planner planner, Planner.Nodes nodes, EventType type) {
        this.planner = planner;
        this.nodes = nodes;
        this.type = type;
    }

    /** What a condition needs of a subject; null for nothing. */
    Predicate of(Expr condition, Subject subject) {
        return need(condition, false, subject).predicate();
    }

    private Need need(Expr node, boolean negated, Subject subject) {
        if (node instanceof Expr.Not not) {
            return need(not.child(), !negated, subject);
        }
        if (node instanceof Expr.And and) {
            return joined(and.children(), negated, !negated, subject);
        }
        if (node instanceof Expr.Or or) {
            return joined(or.children(), negated, negated, subject);
        }
        int known = type == null ? Planner.UNKNOWN : planner.knownFor(node, type);
        if (known != Planner.UNKNOWN) {
            return known == Planner.HOLDS == negated ? Need.NEVER : Need.NOTHING;
        }
        Planned leaf = nodes.plan(node);
        if (!leaf.subject().equals(subject)) {
            return Need.NOTHING;
        }
        Predicate asked = leaf.predicate();
        return new Need(Need.Kind.SOMETHING, negated ? context -> !asked.test(context) : asked);
    }

    /** @param all whether all children have to hold, or one of them */
    private Need joined(List<Expr> children, boolean negated, boolean all, Subject subject) {
        Need.Kind settles = all ? Need.Kind.NEVER : Need.Kind.NOTHING;
        List<Predicate> parts = new ArrayList<>();
        for (Expr child : children) {
            Need need = need(child, negated, subject);
            if (need.kind() == settles) {
                return need;
            }
            if (need.kind() == Need.Kind.SOMETHING) {
                parts.add(need.predicate());
            }
        }
        if (parts.isEmpty()) {
            return all ? Need.NOTHING : Need.NEVER;
        }
        Predicate[] each = parts.toArray(Predicate[]::new);
        return new Need(
                Need.Kind.SOMETHING,
                each.length == 1 ? each[0] : all ? Planner.Nodes.all(each) : Planner.Nodes.any(each));
    }

    /** What a condition demands of the event and others of the same number too: its parts that are joined by {@code and}. */
    Map<Integer, Predicate> shared(Expr condition, Sharing sharing) {
        Map<Integer, Predicate> shared = new TreeMap<>();
        List<Expr> flat = new ArrayList<>();
        flatten(condition, flat);
        for (Expr part : flat) {
            OptionalInt number = sharing.number(part);
            if (number.isPresent()
                    && sharing.uses(number.getAsInt()) > 1
                    && (type == null || planner.knownFor(part, type) == Planner.UNKNOWN)) {
                Planned planned = nodes.plan(part);
                if (planned.isOfEvent()) {
                    shared.put(number.getAsInt(), planned.predicate());
                }
            }
        }
        return shared;
    }

    private static void flatten(Expr node, List<Expr> flat) {
        if (node instanceof Expr.And and) {
            and.children().forEach(child -> flatten(child, flat));
        } else {
            flat.add(node);
        }
    }

    /** Transformers that make nothing out of nothing. */
    static boolean keepsMissing(String transformer) {
        return Set.of("tolower", "toupper", "basename", "b64", "len").contains(transformer);
    }
}
