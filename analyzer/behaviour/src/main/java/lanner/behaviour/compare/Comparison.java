package lanner.behaviour.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lanner.behaviour.baseline.Baseline;
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
        List<Difference> all = new ArrayList<>();
        before.known().forEach((key, known) -> {
            Known seen = after.known().get(key);
            Change change = change(known, seen, before, after, threshold);
            if (change != null) {
                all.add(new Difference(change, key, known, seen));
            }
        });
        after.known().forEach((key, seen) -> {
            if (!before.known().containsKey(key)) {
                all.add(new Difference(Change.NEW, key, null, seen));
            }
        });
        // There may be half a million of them.
        Difference[] differences = all.stream()
                .filter(difference -> chance.stream().noneMatch(rule -> rule.covers(difference)))
                .toArray(Difference[]::new);
        Arrays.parallelSort(differences, Comparison::order);
        return new Comparison(List.of(differences), all.size() - differences.length);
    }

    private static int order(Difference one, Difference other) {
        int order = one.change().compareTo(other.change());
        if (order == 0) {
            order = one.key().aspect().compareTo(other.key().aspect());
        }
        if (order == 0 && one.key().aspect() == Aspect.ALERT) {
            order = gravity(one).compareTo(gravity(other));
        }
        return order == 0 ? one.key().compareTo(other.key()) : order;
    }

    /** The gravest first; what is no alert is alike. */
    private static Priority gravity(Difference difference) {
        Known known = difference.after() == null ? difference.before() : difference.after();
        return known == null ? Priority.DEBUG : known.gravity().orElse(Priority.DEBUG);
    }

    /** How something that is known has changed; null if it has not. */
    private static @Nullable Change change(
            Known known, @Nullable Known seen, Baseline before, Baseline after, Threshold threshold) {
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
