package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import lanner.capture.event.EventType;
import lanner.engine.lang.check.Typed;
import lanner.engine.lang.plan.KnownVerdicts.Known;
import org.jspecify.annotations.Nullable;

/**
 * What conditions cannot do without, for events of one type. Weaker than the condition and cheaper to ask: what it needs of
 * a subject can be remembered with that. Parameters that the type lacks, and the type itself, are known beforehand.
 */
final class NecessaryConditions {
    /** What a part of a condition needs. */
    private record Need(Kind kind, @Nullable Predicate predicate) {
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

    private final NodePlanner nodes;
    private final KnownVerdicts known;
    private final @Nullable EventType type;

    /** @param type of the events; null where it is not known */
    NecessaryConditions(NodePlanner nodes, KnownVerdicts known, @Nullable EventType type) {
        this.nodes = nodes;
        this.known = known;
        this.type = type;
    }

    /** What a condition needs of a subject; null for nothing. */
    @Nullable
    Predicate of(Typed condition, Subject subject) {
        return need(condition, false, subject).predicate();
    }

    private Need need(Typed node, boolean negated, Subject subject) {
        if (node instanceof Typed.Not not) {
            return need(not.child(), !negated, subject);
        }
        if (node instanceof Typed.And and) {
            return joined(and.children(), negated, !negated, subject);
        }
        if (node instanceof Typed.Or or) {
            return joined(or.children(), negated, negated, subject);
        }
        Known verdict = verdict(node);
        if (verdict != Known.UNKNOWN) {
            return verdict == Known.HOLDS == negated ? Need.NEVER : Need.NOTHING;
        }
        Planned leaf = nodes.plan(node);
        if (!leaf.subject().equals(subject)) {
            return Need.NOTHING;
        }
        Predicate asked = leaf.predicate();
        return new Need(Need.Kind.SOMETHING, negated ? context -> !asked.test(context) : asked);
    }

    private Known verdict(Typed node) {
        return type == null ? Known.UNKNOWN : known.of(node, type);
    }

    /** @param all whether all children have to hold, or one of them */
    private Need joined(List<Typed> children, boolean negated, boolean all, Subject subject) {
        Need.Kind settles = all ? Need.Kind.NEVER : Need.Kind.NOTHING;
        List<Predicate> parts = new ArrayList<>();
        for (Typed child : children) {
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
        return new Need(Need.Kind.SOMETHING, each.length == 1 ? each[0] : (all ? Junction.ALL : Junction.ANY).of(each));
    }

    /** What a condition demands of the event and others of the same number too: its parts that are joined by {@code and}. */
    Map<Integer, Predicate> shared(Typed condition, CommonSubexpressions sharing) {
        Map<Integer, Predicate> shared = new TreeMap<>();
        List<Typed> flat = new ArrayList<>();
        flatten(condition, flat);
        for (Typed part : flat) {
            OptionalInt number = sharing.number(part.source());
            if (number.isPresent() && sharing.uses(number.getAsInt()) > 1 && verdict(part) == Known.UNKNOWN) {
                Planned planned = nodes.plan(part);
                if (planned.isOfEvent()) {
                    shared.put(number.getAsInt(), planned.predicate());
                }
            }
        }
        return shared;
    }

    private static void flatten(Typed node, List<Typed> flat) {
        if (node instanceof Typed.And and) {
            and.children().forEach(child -> flatten(child, flat));
        } else {
            flat.add(node);
        }
    }
}
