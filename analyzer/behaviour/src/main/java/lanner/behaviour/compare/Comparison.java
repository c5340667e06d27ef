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
import lanner.engine.alert.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What recordings did, compared with what is known.
 *
 * @param differences by change and aspect, then alerts by gravity, then by name
 * @param byChance how many more there are of which a rule says that they are chance
 */
public record Comparison(List<Difference> differences, long byChance) {
    /** Something seen in no more than this part of the known runs is rare. */
    private static final int RARE = 10;

    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares them.
     *
     * @param chance what is no difference though it differs
     */
    public static Comparison of(Baseline before, Baseline after, Threshold threshold, List<ChanceRule> chance) {
        List<Difference> differences = new ArrayList<>();
        long byChance = 0;
        Set<Key> keys = new TreeSet<>(before.known().keySet());
        keys.addAll(after.known().keySet());
        for (Key key : keys) {
            Known known = before.known().get(key);
            Known seen = after.known().get(key);
            Change change = change(key, before, after, threshold);
            if (change == null) {
                continue;
            }
            Difference difference = new Difference(change, key, known, seen);
            if (chance.stream().anyMatch(rule -> rule.covers(difference))) {
                byChance++;
            } else {
                differences.add(difference);
            }
        }
        differences.sort(Comparator.comparing(Difference::change)
                .thenComparing(difference -> difference.key().aspect())
                .thenComparing(Comparison::gravity)
                .thenComparing(Difference::key));
        return new Comparison(differences, byChance);
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
        if (threshold.isMore(known.most(), seen.most())) {
            return Change.MORE;
        }
        boolean each = seen.runs() == after.runs();
        return always && each && threshold.isMore(seen.most(), known.least()) ? Change.LESS : null;
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
