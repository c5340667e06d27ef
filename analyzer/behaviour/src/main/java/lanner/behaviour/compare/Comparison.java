package lanner.behaviour.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.fact.Aspect;
import lanner.capture.event.EventType;
import lanner.engine.alert.Priority;
import org.jspecify.annotations.Nullable;

/** Compares what recordings did with what is known. */
public final class Comparison {
    /** Something seen in no more than this part of the known runs is rare. */
    private static final int RARE = 10;

    /** Calls whose number tells how long a program waited, and how its threads met. */
    private static final Set<String> BY_CHANCE = Set.of(
            "futex",
            "sched_yield",
            "restart_syscall",
            "clock_nanosleep",
            "rt_sigreturn",
            "rt_sigprocmask",
            "membarrier");

    private Comparison() {}

    /** All differences: by change and aspect, then alerts by gravity, then by name. */
    public static List<Difference> of(Baseline before, Baseline after, Threshold threshold) {
        List<Difference> differences = new ArrayList<>();
        Set<Key> keys = new TreeSet<>(before.known().keySet());
        keys.addAll(after.known().keySet());
        for (Key key : keys) {
            Known known = before.known().get(key);
            Known seen = after.known().get(key);
            Change change = change(key, before, after, threshold);
            if (change != null) {
                differences.add(new Difference(change, key, known, seen));
            }
        }
        differences.sort(Comparator.comparing(Difference::change)
                .thenComparing(difference -> difference.key().aspect())
                .thenComparing(Comparison::gravity)
                .thenComparing(Difference::key));
        return differences;
    }

    /** The gravest first; what is no alert is alike. */
    private static Priority gravity(Difference difference) {
        Known known = difference.after() == null ? difference.before() : difference.after();
        return known == null ? Priority.DEBUG : known.gravity().orElse(Priority.DEBUG);
    }

    private static @Nullable Change change(Key key, Baseline before, Baseline after, Threshold threshold) {
        Known known = before.known().get(key);
        Known seen = after.known().get(key);
        if (known == null) {
            return Change.NEW;
        }
        boolean always = known.runs() == before.runs();
        if (seen == null) {
            return always ? Change.GONE : null;
        }
        if (known.isOnlyTried() != seen.isOnlyTried()) {
            if (known.isOnlyTried()) {
                return Change.NEW;
            }
            // What is refused once may be done another time.
            return always && known.failed() == 0 ? Change.GONE : null;
        }
        if ((long) known.runs() * RARE <= before.runs()) {
            return Change.RARE;
        }
        if (isByChance(key)) {
            return null;
        }
        if (threshold.isMore(known.most(), seen.most())) {
            return Change.MORE;
        }
        boolean each = seen.runs() == after.runs();
        return always && each && threshold.isMore(seen.most(), known.least()) ? Change.LESS : null;
    }

    private static boolean isByChance(Key key) {
        if (key.aspect() != Aspect.CALL) {
            return false;
        }
        return BY_CHANCE.contains(key.text())
                || EventType.byName(key.text())
                        .filter(type -> type.is(EventType.Trait.WAITS))
                        .isPresent();
    }

    /** The differences of one change, by aspect; their order stays. */
    public static Map<Aspect, List<Difference>> byAspect(List<Difference> differences, Change change) {
        Map<Aspect, List<Difference>> sorted = new EnumMap<>(Aspect.class);
        for (Difference each : differences) {
            if (each.change() == change) {
                sorted.computeIfAbsent(each.key().aspect(), aspect -> new ArrayList<>())
                        .add(each);
            }
        }
        return sorted;
    }
}
