package lanner.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ConditionException;
import lanner.engine.lang.plan.Planner;

/**
 * The rules that run, in the order of matching, by the type of event that each can match. The index never changes a
 * verdict, it only spares evaluations. Not thread safe, as conditions are not.
 */
public final class RuleSet {
    private static final int CALLS = 512;
    private static final int GENERIC_NUMBER = EventType.GENERIC.indexOf("nativeID");

    private final List<CompiledRule> rules;
    private final Planned[] all;
    private final Planned[][] byType = new Planned[EventType.CODES][];
    private final Planned[][] byCall = new Planned[CALLS][];
    private final Planned[][] byCompatCall = new Planned[CALLS][];

    /** A rule, what asks its condition, and what that has cost where it is measured. */
    public record Planned(CompiledRule rule, lanner.engine.lang.plan.Predicate condition, RuleCost cost) {}

    private RuleSet(List<CompiledRule> rules, FieldRegistry fields) {
        this.rules = rules;
        all = planned(rules, fields);
        for (EventType type : EventType.values()) {
            byType[type.code()] = select(rule -> rule.eventNames().contains(type));
        }
        for (int number : SyscallNames.X86_64.numbers()) {
            byCall[number] = select(rule -> rule.eventNames().containsGeneric(number));
        }
        for (int number : SyscallNames.I386.numbers()) {
            // A call that only i386 has is in no set by name: any rule may mean it.
            byCompatCall[number] = SyscallNames.X86_64
                    .number(SyscallNames.I386.name(number))
                    .map(same -> byCall[same])
                    .orElse(all);
        }
    }

    /** Those of these rules that the choice keeps, in their order, planned together. */
    public static RuleSet of(List<CompiledRule> compiled, Predicate<Rule> choice, FieldRegistry fields) {
        return new RuleSet(
                compiled.stream().filter(rule -> choice.test(rule.rule())).toList(), fields);
    }

    private static Planned[] planned(List<CompiledRule> rules, FieldRegistry fields) {
        List<lanner.engine.lang.plan.Predicate> conditions;
        try {
            conditions =
                    Planner.planAll(rules.stream().map(CompiledRule::condition).toList(), fields);
        } catch (ConditionException e) {
            throw new IllegalArgumentException("a rule that was not checked with these fields", e);
        }
        Planned[] planned = new Planned[rules.size()];
        for (int i = 0; i < planned.length; i++) {
            planned[i] = new Planned(rules.get(i), conditions.get(i), new RuleCost());
        }
        return planned;
    }

    private Planned[] select(Predicate<CompiledRule> choice) {
        List<Planned> chosen = new ArrayList<>();
        for (Planned planned : all) {
            if (choice.test(planned.rule())) {
                chosen.add(planned);
            }
        }
        return chosen.toArray(Planned[]::new);
    }

    /** Each rule with what asks it, in order; the list is a copy. */
    public List<Planned> planned() {
        return List.of(all);
    }

    /** Adds what a {@link #copy} has cost. */
    public void addCosts(RuleSet copy) {
        for (int i = 0; i < all.length; i++) {
            all[i].cost().add(copy.all[i].cost());
        }
    }

    /** The same rules for another thread, with costs of their own. */
    public RuleSet copy(FieldRegistry fields) {
        return new RuleSet(rules, fields);
    }

    /** All rules, in the order of matching. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** The rules that may match this event, in order. The array belongs to this set. */
    public Planned[] candidates(Event event) {
        EventType type = event.type();
        if (type != EventType.GENERIC) {
            return byType[type.code()];
        }
        long number = event.param(GENERIC_NUMBER, -1);
        Planned[][] calls = event.has(Mark.COMPAT) ? byCompatCall : byCall;
        Planned[] candidates = number >= 0 && number < CALLS ? calls[(int) number] : null;
        return candidates == null ? all : candidates;
    }
}
