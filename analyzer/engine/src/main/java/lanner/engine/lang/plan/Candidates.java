package lanner.engine.lang.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lanner.engine.lang.check.Typed;
import lanner.engine.state.EventContext;

/**
 * Conditions that are evaluated for the same events, in order. A gate is a cheap test before them: what conditions need of
 * the process, or of a name, is remembered with it, so that one look tells which of the conditions may hold; what several
 * need of the event is evaluated once. Only conditions that pass all gates are evaluated.
 */
public final class Candidates {
    private static final int IN_A_WORD = 64;
    /** Fewer conditions than this are evaluated as quickly as a gate. */
    private static final int WORTH = 2;

    private final Predicate[] conditions;
    private final Gate[] gates;

    private Candidates(Predicate[] conditions, Gate[] gates) {
        this.conditions = conditions;
        this.gates = gates;
    }

    /** Says which conditions may hold. */
    @FunctionalInterface
    interface Opener {
        /** A bit for each of 64 conditions, from so many times 64 on. */
        long open(EventContext context, int word);
    }

    /**
     * What some of the conditions need.
     *
     * @param about a bit for each condition that is concerned
     */
    private record Gate(long[] about, Opener opener) {}

    /** Puts gates in front of conditions, the quickest first. */
    static final class Builder {
        private final List<Predicate> conditions;
        private final List<Gate> gates = new ArrayList<>();

        Builder(List<Predicate> conditions) {
            this.conditions = conditions;
        }

        boolean isWorthGates() {
            return conditions.size() >= WORTH;
        }

        /** One for what they need of a subject. */
        void gate(Subject.Lasting subject, List<Typed> expressions, NecessaryConditions needs) {
            Predicate[] parts = new Predicate[expressions.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = needs.of(expressions.get(i), subject);
            }
            long[] about = about(parts);
            if (count(about) >= WORTH) {
                gates.add(new Gate(about, subject.gate(parts)));
            }
        }

        /** One for each thing that several of them demand of the event; of each condition, these by number. */
        void gates(List<Map<Integer, Predicate>> shared) {
            Set<Integer> numbers = new TreeSet<>();
            shared.forEach(each -> numbers.addAll(each.keySet()));
            for (int number : numbers) {
                Predicate[] parts = new Predicate[shared.size()];
                Predicate one = null;
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = shared.get(i).get(number);
                    one = one == null ? parts[i] : one;
                }
                long[] about = about(parts);
                if (one != null && count(about) >= WORTH) {
                    Predicate part = one;
                    gates.add(new Gate(about, (context, word) -> part.test(context) ? -1L : ~about[word]));
                }
            }
        }

        Candidates build() {
            return new Candidates(conditions.toArray(Predicate[]::new), gates.toArray(Gate[]::new));
        }
    }

    private static long[] about(Predicate[] parts) {
        long[] about = new long[words(parts.length)];
        for (int i = 0; i < parts.length; i++) {
            about[i / IN_A_WORD] |= parts[i] == null ? 0 : 1L << i;
        }
        return about;
    }

    private static int count(long[] bits) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    static int words(int conditions) {
        return (conditions + IN_A_WORD - 1) / IN_A_WORD;
    }

    /** The bits of 64 conditions, each by asking what it demands; null for nothing. */
    static long ask(Predicate[] parts, int word, EventContext context) {
        long open = 0;
        int end = Math.min(parts.length, (word + 1) * IN_A_WORD);
        for (int i = word * IN_A_WORD; i < end; i++) {
            if (parts[i] == null || parts[i].test(context)) {
                open |= 1L << i;
            }
        }
        return open;
    }

    /** The first condition, from this one on, that holds; -1 for none. */
    public int match(EventContext context, int from) {
        for (int word = from / IN_A_WORD; word * IN_A_WORD < conditions.length; word++) {
            long open = word == from / IN_A_WORD ? -1L << from : -1L;
            for (int i = 0; i < gates.length && open != 0; i++) {
                if ((open & gates[i].about[word]) != 0) {
                    open &= gates[i].opener.open(context, word);
                }
            }
            for (; open != 0; open &= open - 1) {
                int number = word * IN_A_WORD + Long.numberOfTrailingZeros(open);
                if (number >= conditions.length) {
                    break;
                }
                if (conditions[number].test(context)) {
                    return number;
                }
            }
        }
        return -1;
    }
}
