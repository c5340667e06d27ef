package lanner.investigation.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import lanner.engine.alert.AlertText;
import lanner.investigation.index.Events;

/**
 * One thing that narrows the events in view besides a condition.
 *
 * @param words what it leaves, for a person; printable
 * @param without the filter without it
 */
public record Narrowing(String words, RowFilter without) {
    private static final int LONGEST = 80;

    /**
     * What a filter consists of.
     *
     * @param moment writes a moment of the axis, nanoseconds since 1970
     */
    public static List<Narrowing> of(RowFilter filter, Events events, LongFunction<String> moment) {
        List<Narrowing> found = new ArrayList<>();
        if (filter.processes() != null) {
            found.add(new Narrowing(processes(filter.processes(), events), filter.of(null)));
        }
        if (filter.captures() != null) {
            found.add(new Narrowing(
                    "captures "
                            + filter.captures().stream()
                                    .mapToObj(CaptureLetter::of)
                                    .collect(Collectors.joining(", ")),
                    filter.ofCaptures(null)));
        }
        if (filter.from() != Long.MIN_VALUE) {
            found.add(new Narrowing(
                    moment.apply(filter.from()) + " \u2013 " + moment.apply(filter.to()),
                    filter.between(Long.MIN_VALUE, Long.MAX_VALUE)));
        }
        if (filter.descriptor() >= 0) {
            found.add(new Narrowing("fd " + filter.descriptor(), filter.ofDescriptor(-1)));
        }
        if (filter.alertsOnly()) {
            found.add(new Narrowing("alerts only", filter.ofAlerts(false)));
        }
        if (filter.some() != null) {
            String words = filter.some().words();
            String shown = words.length() > LONGEST ? words.substring(0, LONGEST) + "\u2026" : words;
            found.add(new Narrowing(AlertText.visible(shown), filter.ofRows(null)));
        }
        return found;
    }

    /** Processes that are left, or those that are left out where they are fewer. */
    private static String processes(BitSet some, Events events) {
        int all = events.processes();
        BitSet others = new BitSet();
        others.set(0, all);
        others.andNot(some);
        boolean without = !others.isEmpty() && others.cardinality() < some.cardinality();
        BitSet named = without ? others : some;
        int one = named.nextSetBit(0);
        int count = named.cardinality();
        return one < 0
                ? "no process"
                : (without ? "without pid " : "pid ")
                        + events.process(one).pid()
                        + (count > 1 ? " and " + (count - 1) + " more" : "");
    }
}
