package lanner.engine.lang.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lanner.capture.event.CallNames;
import lanner.capture.event.EventType;
import lanner.capture.event.SyscallNames;
import lanner.engine.field.Source;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.text.Nearest;

/**
 * A set of event types, for the index of rules: a bit for each row of the event table, and one for each x86-64 system
 * call as it is recorded by its number alone. A call that has a row may be recorded either way. Immutable.
 */
public final class EventNames {
    /** Generic calls stand behind the rows of the table: bit = this + number. */
    private static final int GENERIC_BASE = 1024;

    private static final BitSet EVERYTHING = everything();

    private final BitSet bits;

    private EventNames(BitSet bits) {
        this.bits = bits;
    }

    public static EventNames all() {
        return new EventNames(EVERYTHING);
    }

    public static EventNames none() {
        return new EventNames(new BitSet());
    }

    /** The events of one source. */
    public static EventNames of(Source source) {
        EventNames audit = of(EventType.PLUGINEVENT.label());
        return switch (source) {
            case SYSCALL -> audit.complement();
            case K8S_AUDIT -> audit;
        };
    }

    /** The events of this name, or of the call that the kernel calls so; empty for a name that is neither. */
    public static EventNames of(String given) {
        String name = CallNames.eventOf(given).orElse(given);
        BitSet bits = new BitSet();
        EventType.byName(name).ifPresent(type -> bits.set(type.code()));
        SyscallNames.X86_64.number(name).ifPresent(number -> bits.set(GENERIC_BASE + number));
        return new EventNames(bits);
    }

    /** Whether the values of a field are names of events. */
    public static boolean isNamedBy(String field) {
        return field.equals("evt.type") || field.equals("syscall.type");
    }

    /**
     * Warns of names that are the kernel's and not ours.
     *
     * @throws ConditionException for a name of no event
     */
    static List<String> check(List<Expr.Literal> literals) throws ConditionException {
        List<String> warnings = new ArrayList<>();
        for (Expr.Literal literal : literals) {
            if (of(literal.text()).isEmpty()) {
                String hint = Nearest.hint(literal.text(), all().names());
                throw new ConditionException("unknown event type " + literal.text(), hint, literal.span());
            }
            CallNames.eventOf(literal.text())
                    .ifPresent(
                            event -> warnings.add("'" + literal.text() + "' is the kernel's name of '" + event + "'"));
        }
        return warnings;
    }

    public EventNames and(EventNames other) {
        BitSet result = (BitSet) bits.clone();
        result.and(other.bits);
        return new EventNames(result);
    }

    public EventNames or(EventNames other) {
        BitSet result = (BitSet) bits.clone();
        result.or(other.bits);
        return new EventNames(result);
    }

    public EventNames complement() {
        BitSet result = (BitSet) EVERYTHING.clone();
        result.andNot(bits);
        return new EventNames(result);
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** How many event types the set holds. */
    public int size() {
        Set<String> names = new HashSet<>();
        for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
            names.add(name(bit));
        }
        return names.size();
    }

    public boolean contains(EventType type) {
        return bits.get(type.code());
    }

    /** Whether the set holds the x86-64 system call of this number, recorded by its number alone. */
    public boolean containsGeneric(int number) {
        return bits.get(GENERIC_BASE + number);
    }

    /** The names, sorted. */
    public List<String> names() {
        return bits.stream().mapToObj(EventNames::name).distinct().sorted().toList();
    }

    private static String name(int bit) {
        return bit >= GENERIC_BASE
                ? SyscallNames.X86_64.name(bit - GENERIC_BASE)
                : EventType.byCode(bit).orElseThrow().label();
    }

    private static BitSet everything() {
        BitSet bits = new BitSet();
        for (EventType type : EventType.values()) {
            if (type.kind() != EventType.Kind.SEGMENT && type.kind() != EventType.Kind.GENERIC) {
                bits.set(type.code());
            }
        }
        for (int number : SyscallNames.X86_64.numbers()) {
            bits.set(GENERIC_BASE + number);
        }
        return bits;
    }
}
