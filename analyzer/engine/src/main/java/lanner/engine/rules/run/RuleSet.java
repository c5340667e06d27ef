package lanner.engine.rules.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;
import lanner.engine.field.FieldRegistry;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.plan.Candidates;
import lanner.engine.lang.plan.JointPlan;
import lanner.engine.lang.plan.Planner;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.define.Rule;
import lanner.engine.state.EventContext;
import org.jspecify.annotations.Nullable;

/**
 * The rules that run, in the order of matching, by the type of event that each can match. The index never changes a
 * verdict, it only spares evaluations. Not thread safe, as conditions are not.
 */
public final class RuleSet {
    private static final int CALLS = 512;

    private final List<CompiledRule> rules;
    private final JointPlan conditions;
    private final Planned[] planned;
    private final Map<BitSet, Asked> ofAnyType = new HashMap<>();
    private final Asked all;
    private final @Nullable Asked[] byType = new Asked[EventType.CODES];
    private final @Nullable Asked[] byCall = new Asked[CALLS];
    private final @Nullable Asked[] byCompatCall = new Asked[CALLS];

    /** A rule, what asks its condition, and what that has cost where it is measured. */
    public record Planned(CompiledRule rule, lanner.engine.lang.plan.Predicate condition, RuleCost cost) {}

    /** Rules that an event is asked about, in order. */
    private final class Asked {
        private final Planned[] rules;
        private final List<Integer> numbers = new ArrayList<>();
        private final @Nullable EventType type;
        private @Nullable Candidates candidates;

        /** @param type of the events that they are asked about; null for any */
        Asked(BitSet chosen, @Nullable EventType type) {
            this.type = type;
            rules = new Planned[chosen.cardinality()];
            for (int number = chosen.nextSetBit(0); number >= 0; number = chosen.nextSetBit(number + 1)) {
                rules[numbers.size()] = planned[number];
                numbers.add(number);
            }
        }

        /** Made when the first event of the type comes: few of all types ever do. */
        Candidates conditions() {
            if (candidates == null) {
                candidates = conditions.candidates(numbers, type);
            }
            return candidates;
        }
    }

    private RuleSet(List<CompiledRule> rules, FieldRegistry fields) {
        this.rules = rules;
        conditions = conditions(rules, fields);
        planned = new Planned[rules.size()];
        for (int i = 0; i < planned.length; i++) {
            planned[i] = new Planned(rules.get(i), conditions.condition(i), new RuleCost());
        }
        BitSet everyRule = new BitSet();
        everyRule.set(0, planned.length);
        all = ofAnyType(everyRule);
    }

    /** Those of these rules that the choice keeps, in their order, planned together. */
    public static RuleSet of(List<CompiledRule> compiled, Predicate<Rule> choice, FieldRegistry fields) {
        return new RuleSet(
                compiled.stream().filter(rule -> choice.test(rule.rule())).toList(), fields);
    }

    private static JointPlan conditions(List<CompiledRule> rules, FieldRegistry fields) {
        try {
            return Planner.planAll(rules.stream().map(CompiledRule::condition).toList(), fields);
        } catch (ConditionException e) {
            throw new IllegalArgumentException("a rule that was not checked with these fields", e);
        }
    }

    private BitSet select(Predicate<CompiledRule> choice) {
        BitSet chosen = new BitSet();
        for (int i = 0; i < planned.length; i++) {
            if (choice.test(rules.get(i))) {
                chosen.set(i);
            }
        }
        return chosen;
    }

    private Asked ofAnyType(BitSet chosen) {
        return ofAnyType.computeIfAbsent(chosen, each -> new Asked(each, null));
    }

    /** Each rule with what asks it, in order; the list is a copy. */
    public List<Planned> planned() {
        return List.of(planned);
    }

    /** Adds what a {@link #copy} has cost. */
    public void addCosts(RuleSet copy) {
        for (int i = 0; i < planned.length; i++) {
            planned[i].cost().add(copy.planned[i].cost());
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
        return asked(event).rules;
    }

    /** Found when the first event of its kind comes: few of all kinds ever do. */
    private Asked asked(Event event) {
        EventType type = event.type();
        if (type == EventType.GENERIC) {
            return askedOfCall(event.param(GenericParams.NATIVE_ID, -1), event.has(Mark.COMPAT));
        }
        Asked known = byType[type.code()];
        if (known == null) {
            known = new Asked(selectByType(type), type);
            byType[type.code()] = known;
        }
        return known;
    }

    private Asked askedOfCall(long number, boolean compat) {
        if (number < 0 || number >= CALLS) {
            return all;
        }
        @Nullable Asked[] calls = compat ? byCompatCall : byCall;
        Asked known = calls[(int) number];
        if (known == null) {
            known = compat ? ofCompatCall((int) number) : ofCall((int) number);
            calls[(int) number] = known;
        }
        return known;
    }

    private Asked ofCall(int number) {
        if (!SyscallNames.X86_64.has(number)) {
            return all;
        }
        // Other recorders tell of a call by its number where we have a row for it.
        EventType row = SyscallNames.X86_64.event(number);
        return ofAnyType(
                row == EventType.GENERIC
                        ? select(rule -> rule.eventNames().containsGeneric(number))
                        : selectByType(row));
    }

    /** A call that only i386 has is in no set by name: any rule may mean it. */
    private Asked ofCompatCall(int number) {
        SyscallNames names = SyscallNames.i386();
        return names.has(number)
                ? SyscallNames.X86_64
                        .number(names.name(number))
                        .map(same -> askedOfCall(same, false))
                        .orElse(all)
                : all;
    }

    private BitSet selectByType(EventType type) {
        return select(rule -> rule.eventNames().contains(type));
    }

    /** The first rule that matches the event at hand; null for none. */
    public @Nullable CompiledRule match(EventContext context) {
        // None is kept for generic events, which are asked for by their call.
        Asked asked = byType[context.event().type().code()];
        if (asked == null) {
            asked = asked(context.event());
        }
        if (asked.rules.length == 0) {
            return null;
        }
        int found = asked.conditions().match(context, 0);
        return found < 0 ? null : asked.rules[found].rule();
    }

    /** All rules that match the event at hand, in order. */
    public List<CompiledRule> matches(EventContext context) {
        Asked asked = asked(context.event());
        int found = asked.conditions().match(context, 0);
        if (found < 0) {
            return List.of();
        }
        List<CompiledRule> all = new ArrayList<>();
        for (; found >= 0; found = asked.conditions().match(context, found + 1)) {
            all.add(asked.rules[found].rule());
        }
        return all;
    }
}
