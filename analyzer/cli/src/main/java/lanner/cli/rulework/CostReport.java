package lanner.cli.rulework;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.engine.cost.CostMeters;
import lanner.engine.cost.LeafCost;
import lanner.engine.cost.MeasuredRule;
import lanner.engine.json.JsonText;
import lanner.product.Counted;

/** What rules and their leaves cost, as a table and as an object; all figures are for one pass over the captures. */
public final class CostReport {
    private final List<MeasuredRule> rules;
    private final long events;
    private final int captures;
    private final int passes;

    /**
     * @param rules as all passes together measured them
     * @param events of one pass
     */
    public CostReport(List<MeasuredRule> rules, long events, int captures, int passes) {
        this.rules = rules.stream()
                .sorted(Comparator.comparingDouble(MeasuredRule::nanosAlone).reversed())
                .toList();
        this.events = events;
        this.captures = captures;
        this.passes = passes;
    }

    private double alone() {
        return rules.stream().mapToDouble(MeasuredRule::nanosAlone).sum() / passes;
    }

    private double planned() {
        return rules.stream().mapToDouble(MeasuredRule::nanosPlanned).sum() / passes;
    }

    private List<MeasuredRule> idle() {
        return rules.stream().filter(rule -> rule.evaluations() == 0).toList();
    }

    /** @param top how many rules, and leaves of each */
    public void print(int top, ReportColours colours, PrintWriter out) {
        List<MeasuredRule> asked =
                rules.stream().filter(rule -> rule.evaluations() > 0).toList();
        out.println(colours.bold("      alone   share      planned         asked       matched  rule"));
        out.println(colours.bold("          time      ns each         asked      true  leaf"));
        for (MeasuredRule rule : asked.subList(0, Math.min(top, asked.size()))) {
            out.println();
            print(rule, colours, out);
            List<LeafCost> leaves = rule.leaves().stream()
                    .filter(leaf -> leaf.evaluations() > 0)
                    .sorted(Comparator.comparingDouble(LeafCost::nanos)
                            .thenComparingLong(LeafCost::evaluations)
                            .reversed())
                    .toList();
            leaves.subList(0, Math.min(top, leaves.size())).forEach(leaf -> print(leaf, out));
            more(leaves.size() - top, "more", out);
            more(rule.leaves().size() - leaves.size(), "never asked", out);
        }
        out.println();
        if (asked.size() > top) {
            out.println(Counted.of(asked.size() - top, "more rule"));
        }
        if (!idle().isEmpty()) {
            int idle = idle().size();
            out.println(Counted.of(idle, "rule") + " never asked: no event of "
                    + (idle == 1 ? "its types" : "their types"));
        }
        out.printf(
                Locale.ROOT,
                "each rule alone %s, all planned together %s (%,.0f ns an event); %s of %s, %s%n",
                time(alone()).strip(),
                time(planned()).strip(),
                planned() / Math.max(1, events),
                Counted.of(events, "event"),
                Counted.of(captures, "capture"),
                passes == 1 ? "1 pass" : String.format(Locale.ROOT, "the mean of %,d passes", passes));
    }

    private static void more(int number, String words, PrintWriter out) {
        if (number > 0) {
            out.printf(Locale.ROOT, "%48s  %,d %s%n", "", number, words);
        }
    }

    private void print(MeasuredRule rule, ReportColours colours, PrintWriter out) {
        out.println(colours.bold(String.format(
                Locale.ROOT,
                "%11s  %6s  %11s  %,12d  %,12d  %s",
                rule.isTimed() ? time(rule.nanosAlone() / passes) : "-",
                rule.isTimed()
                        ? String.format(Locale.ROOT, "%.1f%%", 100 * rule.nanosAlone() / Math.max(1, alone() * passes))
                        : "-",
                rule.isTimed() ? time(rule.nanosPlanned() / passes) : "-",
                rule.evaluations() / passes,
                rule.matches() / passes,
                ReportWording.visible(rule.name()))));
    }

    private void print(LeafCost leaf, PrintWriter out) {
        boolean known = leaf.isTimed();
        out.printf(
                Locale.ROOT,
                "%14s  %11s  %,12d  %7.1f%%  %s%s%n",
                known ? time(leaf.nanos() / passes) : "-",
                known ? String.format(Locale.ROOT, "%,.1f", leaf.nanosEach()) : "-",
                leaf.evaluations() / passes,
                100.0 * leaf.trues() / leaf.evaluations(),
                ReportWording.shortened(ReportWording.visible(leaf.text())),
                leaf.macros().isEmpty() ? "" : "  (" + ReportWording.visible(String.join(" > ", leaf.macros())) + ")");
    }

    private static String time(double nanos) {
        return nanos < 1e6
                ? String.format(Locale.ROOT, "%,.1f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
    }

    /** Everything; counts and nanoseconds of one pass. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("events", events);
        object.put("captures", captures);
        object.put("passes", passes);
        object.put("sampled_every", CostMeters.SAMPLED_EVERY);
        object.put("alone_ns", Math.round(alone()));
        object.put("planned_ns", Math.round(planned()));
        object.put("rules", rules.stream().map(this::json).toList());
        return object;
    }

    private Map<String, Object> json(MeasuredRule rule) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rule", JsonText.latin(rule.name()));
        object.put("evaluations", rule.evaluations() / passes);
        object.put("matches", rule.matches() / passes);
        object.put("alone_ns", rule.isTimed() ? Math.round(rule.nanosAlone() / passes) : null);
        object.put("planned_ns", rule.isTimed() ? Math.round(rule.nanosPlanned() / passes) : null);
        object.put("leaves", rule.leaves().stream().map(this::json).toList());
        return object;
    }

    private Map<String, Object> json(LeafCost leaf) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("leaf", JsonText.latin(leaf.text()));
        object.put("macros", leaf.macros().stream().map(JsonText::latin).toList());
        object.put("evaluations", leaf.evaluations() / passes);
        object.put("true", leaf.trues() / passes);
        object.put("ns_each", leaf.isTimed() ? Math.round(leaf.nanosEach() * 10) / 10.0 : null);
        object.put("ns", leaf.isTimed() ? Math.round(leaf.nanos() / passes) : null);
        return object;
    }
}
