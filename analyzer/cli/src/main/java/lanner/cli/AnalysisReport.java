package lanner.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lanner.engine.alert.Alert;
import lanner.engine.alert.AlertText;
import lanner.engine.alert.Priority;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.run.RuleSet;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** What an analysis found and took: by gravity, by rule, by cost. */
final class AnalysisReport {
    private static final int MOST_DELAYS = 100_000;
    private static final int MOST_RULES = 40;
    private static final int WORD_WIDTH = 14;

    private final long began = System.nanoTime();
    private final Map<String, Long> byRule = new LinkedHashMap<>();
    private final Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
    private final Map<String, Long> missing = new TreeMap<>();
    private final List<Long> delays = new ArrayList<>();
    private final @Nullable Gravity grave;
    private boolean graveSeen;
    private long delaysSeen;

    /** @param grave which alerts make the command fail; null for none */
    AnalysisReport(@Nullable Gravity grave) {
        this.grave = grave;
    }

    /**
     * Which alerts make the command fail.
     *
     * @param least the least priority of them
     * @param doneOnly whether what they tell of must have been done
     */
    record Gravity(Priority least, boolean doneOnly) {
        boolean covers(Alert alert) {
            return covers(alert.priority(), alert.outcome().isDone());
        }

        /** @param done whether what the alert tells of was done */
        boolean covers(Priority priority, boolean done) {
            return priority.atLeast(least) && (!doneOnly || done);
        }
    }

    boolean graveSeen() {
        return graveSeen;
    }

    /** From the call to its alert; a sample of bounded size. */
    void delay(Alert alert) {
        Instant now = Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - alert.time();
        delaysSeen++;
        if (delays.size() < MOST_DELAYS) {
            delays.add(nanos);
        } else {
            delays.set((int) (delaysSeen % MOST_DELAYS), nanos);
        }
    }

    /**
     * Counts alerts of one rule.
     *
     * @param done whether what they tell of was done
     */
    void count(String rule, Priority priority, boolean done, long alerts) {
        byRule.merge(rule, alerts, Long::sum);
        byPriority.merge(priority, alerts, Long::sum);
        graveSeen |= grave != null && grave.covers(priority, done);
    }

    void count(Alert alert) {
        count(alert.rule(), alert.priority(), alert.outcome().isDone(), 1);
        alert.fields().forEach((name, value) -> {
            if (value == null) {
                missing.merge(name, 1L, Long::sum);
            }
        });
    }

    /** @param costs whether the rules were measured */
    void print(RuleSet rules, long events, boolean costs, PrintWriter err) {
        double seconds = (System.nanoTime() - began) / 1e9;
        long alerts = byRule.values().stream().mapToLong(Long::longValue).sum();
        err.println("lanner: " + Counted.of(events, "event") + " in " + Counted.hundredths(seconds) + " s ("
                + Counted.number(Math.round(events / Math.max(seconds, 1e-9))) + " a second), "
                + Counted.of(alerts, "alert") + " from " + byRule.size() + " of "
                + Counted.of(rules.rules().size(), "rule"));
        if (!delays.isEmpty()) {
            delays.sort(null);
            err.printf(
                    Locale.ROOT,
                    "lanner: delay from call to alert: median %.1f ms, maximum %.1f ms%n",
                    delays.get(delays.size() / 2) / 1e6,
                    delays.get(delays.size() - 1) / 1e6);
        }
        byPriority.forEach((priority, n) -> {
            String word = priority.word();
            err.println("  " + word + " ".repeat(Math.max(0, WORD_WIDTH - word.length())) + ' ' + Counted.number(n));
        });
        for (CompiledRule compiled : rules.rules()) {
            String rule = compiled.rule().name();
            if (byRule.containsKey(rule)) {
                err.println("    " + AlertText.visibleCharacters(rule) + ": " + Counted.number(byRule.get(rule)));
            }
        }
        if (costs) {
            printCosts(rules, err);
        }
        err.flush();
    }

    private void printCosts(RuleSet rules, PrintWriter err) {
        List<RuleSet.Planned> planned = new ArrayList<>(rules.planned());
        planned.sort(
                Comparator.comparingLong((RuleSet.Planned each) -> -each.cost().nanos()));
        long all = planned.stream().mapToLong(each -> each.cost().nanos()).sum();
        err.println("  rules by time (a comparison that several rules share counts for the first):");
        err.println("    share   ns each   evaluations    matches  rule");
        int shown = 0;
        for (RuleSet.Planned each : planned) {
            if (each.cost().evaluations() > 0 && shown++ < MOST_RULES) {
                err.printf(
                        Locale.ROOT,
                        "   %5.1f%%  %8.0f  %,12d  %,9d  %s%n",
                        100.0 * each.cost().nanos() / Math.max(1, all),
                        each.cost().nanos() / (double) each.cost().evaluations(),
                        each.cost().evaluations(),
                        each.cost().matches(),
                        AlertText.visibleCharacters(each.rule().rule().name()));
            }
        }
        long idle =
                planned.stream().filter(each -> each.cost().evaluations() == 0).count();
        if (idle > 0) {
            err.println(
                    "    " + Counted.of(idle, "rule was", "rules were") + " not evaluated: no event of their types");
        }
        if (!missing.isEmpty()) {
            err.println("  output fields without a value:");
            missing.forEach((field, n) -> err.printf(Locale.ROOT, "    %s: %,d%n", field, n));
        }
    }
}
