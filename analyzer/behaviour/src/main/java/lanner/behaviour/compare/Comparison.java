package lanner.behaviour.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Comparator<Difference> BY_TEXT =
            (one, other) -> one.key().text().compareTo(other.key().text());
    private static final Comparator<Difference> GRAVEST_FIRST =
            Comparator.comparing(Comparison::gravity).thenComparing(BY_TEXT);

    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares them.
     *
     * @param chance what is no difference though it differs
     */
    public static Comparison of(Baseline before, Baseline after, Threshold threshold, List<ChanceRule> chance) {
        Stream<Difference> changed = before.known().entrySet().parallelStream().mapMulti((each, found) -> {
            Known seen = after.known().get(each.getKey());
            Change change = change(each.getValue(), seen, before, after, threshold);
            if (change != null) {
                found.accept(new Difference(change, each.getKey(), each.getValue(), seen));
            }
        });
        Stream<Difference> added = after.known().entrySet().parallelStream()
                .filter(each -> !before.known().containsKey(each.getKey()))
                .map(each -> new Difference(Change.NEW, each.getKey(), null, each.getValue()));
        Map<Boolean, List<Difference>> byChance = Stream.concat(changed, added)
                .collect(Collectors.partitioningBy(
                        difference -> chance.stream().anyMatch(rule -> rule.covers(difference))));
        return new Comparison(
                sorted(byChance.getOrDefault(false, List.of())),
                byChance.getOrDefault(true, List.of()).size());
    }

    /** There may be half a million of them: those of one change and aspect are sorted by themselves, several at a time. */
    private static List<Difference> sorted(List<Difference> all) {
        List<List<Difference>> parts = new ArrayList<>();
        for (Change change : Change.values()) {
            parts.addAll(byAspect(all, change).values());
        }
        parts.parallelStream()
                .forEach(part -> part.sort(part.get(0).key().aspect() == Aspect.ALERT ? GRAVEST_FIRST : BY_TEXT));
        return parts.stream().flatMap(List::stream).toList();
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
