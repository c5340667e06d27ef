package lanner.engine.rules.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.event.EventType;
import lanner.capture.event.EventType.Trait;
import lanner.capture.event.StateCommand;
import lanner.capture.event.SyscallNames;
import lanner.engine.field.FieldRegistry;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.plan.OpenKinds;
import lanner.engine.rules.compile.CompiledRule;

/**
 * The system calls that a recorder has to trace so that rules see in its capture all that they would see in a recording
 * of everything: those that the rules ask about, and those that the state behind their fields is made of.
 *
 * <p>Two things are left out by looking at arguments: opens that no rule can be true of (the recorder then notes what
 * descriptors lead to where a call uses one), and {@code fcntl}, {@code ioctl} and {@code prctl} with commands that change nothing.
 */
public final class NeededCalls {
    private static final int RULES_NAMED = 3;

    private final Map<String, Need> needs = new TreeMap<>();

    /**
     * One call.
     *
     * @param tests {@code argN&MASK=VALUE}, one of which has to hold; none when it is needed whatever its arguments
     * @param reason for people
     */
    public record Need(String call, List<String> tests, String reason) {
        public Need {
            tests = List.copyOf(tests);
        }

        /** The line of a list of calls that the recorder reads. */
        public String line() {
            return String.join(" ", call, String.join(" ", tests)).strip() + "  # " + reason;
        }
    }

    private NeededCalls() {}

    /**
     * What these rules need, by call; rules that are off need nothing.
     *
     * @param fields those that the rules were checked with
     */
    public static List<Need> of(Collection<CompiledRule> rules, FieldRegistry fields) {
        NeededCalls calls = new NeededCalls();
        List<CompiledRule> enabled =
                rules.stream().filter(rule -> rule.rule().enabled()).toList();
        for (int number : SyscallNames.X86_64.numbers()) {
            calls.forRules(number, enabled);
        }
        for (String ring : List.of("io_uring_setup", "io_uring_enter")) {
            calls.needs.putIfAbsent(ring, new Need(ring, List.of(), "calls that are made through a ring"));
        }
        boolean descriptors = enabled.stream().anyMatch(rule -> usesDescriptors(rule, fields));
        for (int number : SyscallNames.X86_64.numbers()) {
            calls.forState(number, descriptors);
        }
        return List.copyOf(calls.needs.values());
    }

    private void forRules(int number, List<CompiledRule> rules) {
        EventType event = SyscallNames.X86_64.event(number);
        String name = SyscallNames.X86_64.name(number);
        List<CompiledRule> asking = rules.stream()
                .filter(rule -> event == EventType.GENERIC
                        ? rule.eventNames().containsGeneric(number)
                        : rule.eventNames().contains(event))
                .toList();
        if (asking.isEmpty()) {
            return;
        }
        int flags = event == EventType.OPENAT ? 2 : event == EventType.OPEN ? 1 : -1;
        OpenKinds kinds = OpenKinds.NONE;
        List<CompiledRule> satisfiable = new ArrayList<>();
        for (CompiledRule rule : asking) {
            OpenKinds of = OpenKinds.of(rule.condition(), event);
            if (flags < 0 || !of.isEmpty()) {
                satisfiable.add(rule);
                kinds = kinds.or(of);
            }
        }
        // A close ends what its descriptor led to: the open has to be known.
        boolean closesMatter = rules.stream().anyMatch(rule -> rule.eventNames().contains(EventType.CLOSE));
        if (satisfiable.isEmpty()) {
            return;
        }
        List<String> tests = flags < 0 || kinds.isAll() || closesMatter
                ? List.of()
                : kinds.tests().stream()
                        .map(test -> test(flags, test.mask(), test.value()))
                        .toList();
        needs.put(name, new Need(name, tests, reason(satisfiable)));
    }

    private void forState(int number, boolean descriptors) {
        EventType event = SyscallNames.X86_64.event(number);
        String name = SyscallNames.X86_64.name(number);
        if (!event.is(Trait.CHANGES_STATE) || needs.containsKey(name)) {
            return;
        }
        boolean ofDescriptors = event.is(Trait.CREATES_FD)
                || event.is(Trait.DESTROYS_FD)
                || event.is(Trait.USES_FD) && event != EventType.FCHDIR
                || event == EventType.CLOSE_RANGE;
        if (!ofDescriptors) {
            needs.put(name, new Need(name, commands(event), "process state"));
        } else if (descriptors && event != EventType.CLOSE && !event.is(Trait.OPEN)) {
            // Whatever makes a descriptor overwrites what its number led to: the close is not needed.
            needs.put(name, new Need(name, commands(event), "descriptor state"));
        }
    }

    /** Opens that no rule asks about: the recorder looks up what their descriptors lead to when they are used. */
    private static List<String> commands(EventType event) {
        return StateCommand.of(event).stream()
                .map(command -> test(command.argument(), -1, command.number()))
                .toList();
    }

    private static String test(int argument, int mask, int value) {
        return "arg" + argument + "&0x" + Integer.toHexString(mask) + "=0x" + Integer.toHexString(value);
    }

    private static String reason(List<CompiledRule> rules) {
        String named = String.join(
                "; ",
                rules.stream()
                        .limit(RULES_NAMED)
                        .map(rule -> rule.rule().name().replace('\n', ' '))
                        .toList());
        int more = rules.size() - RULES_NAMED;
        return (rules.size() == 1 ? "rule " : rules.size() + " rules: ")
                + named
                + (more > 0 ? "; " + more + " more" : "");
    }

    private static boolean usesDescriptors(CompiledRule rule, FieldRegistry fields) {
        return rule.condition().fields().stream().anyMatch(field -> readsDescriptors(field, fields))
                || rule.output().fields().stream()
                        .anyMatch(field -> field.scope().readsDescriptors());
    }

    private static boolean readsDescriptors(Expr.FieldRef field, FieldRegistry fields) {
        try {
            return fields.resolve(field.name(), field.argument()).scope().readsDescriptors();
        } catch (UnknownFieldException e) {
            throw new IllegalArgumentException("a rule that was not checked with these fields", e);
        }
    }
}
