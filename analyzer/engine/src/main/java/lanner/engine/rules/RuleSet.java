package lanner.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;

/**
 * The rules that run, in the order of matching, by the type of event that each can match. The index never changes a
 * verdict, it only spares evaluations. Not thread safe, as conditions are not.
 */
public final class RuleSet {
    /** Codes of the event table are below this. */
    private static final int TYPES = 1024;

    private static final int CALLS = 512;
    private static final int GENERIC_NUMBER = EventType.GENERIC.indexOf("nativeID");

    private final List<CompiledRule> rules;
    private final CompiledRule[] all;
    private final CompiledRule[][] byType = new CompiledRule[TYPES][];
    private final CompiledRule[][] byCall = new CompiledRule[CALLS][];
    private final CompiledRule[][] byCompatCall = new CompiledRule[CALLS][];

    private RuleSet(List<CompiledRule> rules) {
        this.rules = rules;
        all = rules.toArray(CompiledRule[]::new);
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

    /** Those of these rules that the choice keeps, in their order. */
    public static RuleSet of(List<CompiledRule> compiled, Predicate<Rule> choice) {
        return new RuleSet(
                compiled.stream().filter(rule -> choice.test(rule.rule())).toList());
    }

    private CompiledRule[] select(Predicate<CompiledRule> choice) {
        List<CompiledRule> chosen = new ArrayList<>();
        for (CompiledRule rule : rules) {
            if (choice.test(rule)) {
                chosen.add(rule);
            }
        }
        return chosen.toArray(CompiledRule[]::new);
    }

    /** All rules, in the order of matching. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** The rules that may match this event, in order. The array belongs to this set. */
    public CompiledRule[] candidates(Event event) {
        EventType type = event.type();
        if (type != EventType.GENERIC) {
            return byType[type.code()];
        }
        long number = event.param(GENERIC_NUMBER, -1);
        CompiledRule[][] calls = event.has(Mark.COMPAT) ? byCompatCall : byCall;
        CompiledRule[] candidates = number >= 0 && number < CALLS ? calls[(int) number] : null;
        return candidates == null ? all : candidates;
    }
}
