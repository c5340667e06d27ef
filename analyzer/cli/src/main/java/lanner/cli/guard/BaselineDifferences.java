package lanner.cli.guard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.compare.ChanceRule;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Comparison;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.compare.Threshold;
import lanner.cli.compare.Compared;
import lanner.cli.compare.FailOn;
import lanner.product.Counted;

/**
 * What a command did otherwise than good runs did.
 *
 * @param compared what is new, and what counts for another reason
 * @param counting which differences decide the verdict
 */
public record BaselineDifferences(Compared compared, List<FailOn> counting) {
    public BaselineDifferences {
        counting = List.copyOf(counting);
    }

    /**
     * Compares a command with what is known of it.
     *
     * @param chance what is no difference though it differs
     */
    public static BaselineDifferences of(
            Baseline known, Baseline seen, List<ChanceRule> chance, List<FailOn> counting) {
        Comparison all = Comparison.of(known, seen, Threshold.DEFAULT, chance);
        List<Difference> told = all.differences().stream()
                .filter(each -> each.change() == Change.NEW || counts(counting, each))
                .toList();
        return new BaselineDifferences(new Compared(known, seen, new Comparison(told, all.byChance()), true), counting);
    }

    private static boolean counts(List<FailOn> counting, Difference difference) {
        return counting.stream().anyMatch(each -> each.has(difference));
    }

    boolean counts(Difference difference) {
        return counts(counting, difference);
    }

    /** Those that count first, then the weightiest. */
    List<Difference> sorted() {
        return compared.differences().stream()
                .sorted(Comparator.comparing((Difference each) -> !counts(each)))
                .toList();
    }

    /** How many decide the verdict. */
    public long counted() {
        return compared.differences().stream().filter(this::counts).count();
    }

    /** In a line: how many there are, and which of them count. */
    String words() {
        Map<String, Long> counted = new TreeMap<>();
        compared.differences().stream().filter(this::counts).forEach(each -> counted.merge(kind(each), 1L, Long::sum));
        String which = counted.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        return Counted.of(compared.differences().size(), "difference") + " from the baseline of "
                + Counted.of(compared.before().runs(), "run")
                + (counted.isEmpty() ? ", none of which counts" : ", of which count: " + which);
    }

    /** As {@code --fail-on} has it: {@code new-peer}. */
    static String kind(Difference difference) {
        return difference.change().word() + "-" + difference.key().aspect().word();
    }
}
