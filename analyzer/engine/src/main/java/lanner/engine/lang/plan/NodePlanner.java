package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lanner.engine.lang.check.Typed;

/**
 * Plans the nodes of conditions that are asked about the same events. What several of them say is planned once and
 * remembered; of what is joined, cheap questions come first.
 */
final class NodePlanner implements Typed.Visitor<Planned> {
    private final CommonSubexpressions sharing;
    private final Subjects subjects;
    private final TextIndexes indexes;
    private final Map<Integer, Planned> done = new HashMap<>();

    NodePlanner(CommonSubexpressions sharing, Subjects subjects, TextIndexes indexes) {
        this.sharing = sharing;
        this.subjects = subjects;
        this.indexes = indexes;
    }

    Planned plan(Typed node) {
        OptionalInt number = sharing.number(node.source());
        if (number.isEmpty() || sharing.uses(number.getAsInt()) < 2) {
            return node.accept(this);
        }
        Planned earlier = done.get(number.getAsInt());
        if (earlier == null) {
            earlier = node.accept(this).remembered();
            done.put(number.getAsInt(), earlier);
        }
        return earlier;
    }

    @Override
    public Planned and(Typed.And node) {
        return joined(node.children(), Junction.ALL);
    }

    @Override
    public Planned or(Typed.Or node) {
        return joined(node.children(), Junction.ANY);
    }

    /** Cheap questions first; those about the same process, or the same text, as one that is remembered. */
    private Planned joined(List<Typed> nodes, Junction joining) {
        Map<Subject, List<Planned>> bySubject = bySubject(nodes);
        if (bySubject.size() == 1) {
            Map.Entry<Subject, List<Planned>> one =
                    bySubject.entrySet().iterator().next();
            return joined(one.getValue(), joining, one.getKey());
        }
        List<Planned> parts = bySubject.getOrDefault(Subject.EVENT, new ArrayList<>());
        bySubject.forEach((subject, same) -> {
            if (!subject.equals(Subject.EVENT)) {
                parts.add(joined(same, joining, subject).remembered());
            }
        });
        return joined(parts, joining, Subject.EVENT);
    }

    private Map<Subject, List<Planned>> bySubject(List<Typed> nodes) {
        Map<Subject, List<Planned>> bySubject = new LinkedHashMap<>();
        for (Typed child : nodes) {
            Planned planned = plan(child);
            bySubject
                    .computeIfAbsent(planned.subject(), subject -> new ArrayList<>())
                    .add(planned);
        }
        return bySubject;
    }

    private static Planned joined(List<Planned> parts, Junction joining, Subject subject) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Planned> sorted = new ArrayList<>(parts);
        sorted.sort((one, other) -> Integer.compare(one.cost(), other.cost()));
        Predicate[] children = new Predicate[sorted.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = sorted.get(i).predicate();
        }
        return new Planned(joining.of(children), Cost.sum(sorted), subject);
    }

    @Override
    public Planned not(Typed.Not node) {
        Planned child = plan(node.child());
        Predicate asked = child.predicate();
        return new Planned(context -> !asked.test(context), child.cost(), child.subject());
    }

    @Override
    public Planned exists(Typed.Exists node) {
        return new Planned(PresencePlanner.plan(node), Cost.PRESENCE, subjects.of(node));
    }

    @Override
    public Planned eventTypes(Typed.EventTypes node) {
        return new Planned(TextPlanner.plan(node), Cost.EVENT_TYPE, subjects.of(node));
    }

    @Override
    public Planned numbers(Typed.Numbers node) {
        return compared(node, NumberPlanner.plan(node));
    }

    @Override
    public Planned decimals(Typed.Decimals node) {
        return compared(node, NumberPlanner.plan(node));
    }

    @Override
    public Planned texts(Typed.Texts node) {
        return compared(node, TextPlanner.plan(node, indexes));
    }

    @Override
    public Planned patterns(Typed.Patterns node) {
        return compared(node, TextPlanner.plan(node, indexes));
    }

    @Override
    public Planned addresses(Typed.Addresses node) {
        return compared(node, AddressPlanner.plan(node));
    }

    @Override
    public Planned networks(Typed.Networks node) {
        return compared(node, AddressPlanner.plan(node));
    }

    @Override
    public Planned fields(Typed.Fields node) {
        return compared(node, OperandPairPlanner.plan(node));
    }

    private Planned compared(Typed.Compared node, Predicate predicate) {
        return new Planned(predicate, Cost.of(node.comparison()), subjects.of(node));
    }
}
