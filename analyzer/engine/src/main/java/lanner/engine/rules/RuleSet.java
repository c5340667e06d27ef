package lanner.engine.rules;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;

/** Rules in order, indexed by the event types they can match. */
public final class RuleSet {
    private static final int GENERIC = 1024;
    private static final int SLOTS = GENERIC + 512;

    private final List<Rule> rules;
    private final Rule[][] byEvent = new Rule[SLOTS][];

    public RuleSet(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (EventType type : EventType.values()) {
            byEvent[type.code() < GENERIC ? type.code() : 0] =
                    select(rule -> rule.eventNames().contains(type));
        }
        for (int number = 0; number < SLOTS - GENERIC; number++) {
            int call = number;
            byEvent[GENERIC + number] = select(rule -> rule.eventNames().containsGeneric(call));
        }
    }

    private Rule[] select(java.util.function.Predicate<Rule> wanted) {
        List<Rule> selected = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.enabled() && wanted.test(rule)) {
                selected.add(rule);
            }
        }
        return selected.toArray(new Rule[0]);
    }

    /** All rules in order, those switched off included. */
    public List<Rule> rules() {
        return rules;
    }

    /** The rules that may match an event, in order. */
    public Rule[] candidates(Event event) {
        if (event.type() != EventType.GENERIC) {
            return byEvent[event.type().code()];
        }
        int number = (int) event.param(1, 0);
        Rule[] found = number >= 0 && number < SLOTS - GENERIC ? byEvent[GENERIC + number] : null;
        return found == null ? byEvent[GENERIC] : found;
    }

    /** The same rules without those that are less grave or lack the tag. */
    public RuleSet only(Priority minimum, List<String> tags) {
        return new RuleSet(rules.stream()
                .filter(rule -> rule.priority().atLeast(minimum))
                .filter(rule -> tags.isEmpty() || rule.tags().stream().anyMatch(tags::contains))
                .toList());
    }
}
