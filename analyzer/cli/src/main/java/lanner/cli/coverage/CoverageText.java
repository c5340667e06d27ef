package lanner.cli.coverage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lanner.engine.alert.AlertText;
import lanner.engine.explain.Coverage;
import lanner.engine.explain.CoverageReport;
import lanner.engine.explain.CoverageReport.LeafCoverage;
import lanner.engine.explain.CoverageReport.MacroCoverage;
import lanner.engine.explain.CoverageReport.Reach;
import lanner.engine.explain.CoverageReport.RuleCoverage;
import lanner.engine.rules.define.Definition;
import lanner.product.Counted;

/** Coverage for people: a table of the rules, then what is left to be tested. */
public final class CoverageText {
    private static final int LONGEST = 90;

    private final CoverageReport report;
    private final StringBuilder text = new StringBuilder();

    private CoverageText(CoverageReport report) {
        this.report = report;
    }

    /** @param all whether leaves that are covered are listed too */
    public static String of(CoverageReport report, boolean all) {
        return new CoverageText(report).write(all);
    }

    private String write(boolean all) {
        rules();
        macros();
        leaves(all);
        text.append('\n').append(summary(report)).append('\n');
        return text.toString();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void rules() {
        Map<String, List<LeafCoverage>> leaves = report.leaves().stream()
                .filter(leaf -> leaf.kind() == Definition.Kind.RULE)
                .collect(Collectors.groupingBy(LeafCoverage::definition));
        line("%10s %10s  %9s  %s", "matched", "raised", "leaves", "rule");
        for (RuleCoverage rule : report.rules()) {
            List<LeafCoverage> own = leaves.getOrDefault(rule.name(), List.of());
            long covered =
                    own.stream().filter(leaf -> leaf.reach() == Reach.COVERED).count();
            line(
                    "%,10d %,10d  %9s  %s%s",
                    rule.matched(),
                    rule.raised(),
                    own.isEmpty() ? "in macros" : String.format(Locale.ROOT, "%4d/%-4d", covered, own.size()),
                    visible(rule.name()),
                    rule.matched() == 0 ? "  NEVER FIRED" : "");
        }
    }

    private void macros() {
        List<MacroCoverage> oneSided =
                report.macros().stream().filter(macro -> !macro.isBothWays()).toList();
        if (oneSided.isEmpty()) {
            return;
        }
        text.append("\nmacros that were not both true and false:\n");
        oneSided.forEach(macro -> line("  %s: %s  %s", macro.place(), visible(macro.name()), counts(macro.counts())));
    }

    private void leaves(boolean all) {
        List<LeafCoverage> shown = all ? report.leaves() : report.uncovered();
        if (shown.isEmpty()) {
            return;
        }
        text.append(all ? "\nleaves:\n" : "\nleaves that are not covered:\n");
        for (LeafCoverage leaf : shown) {
            line(
                    "  %s: %s '%s': %s",
                    leaf.from(), leaf.kind().word(), visible(leaf.definition()), visible(shortened(leaf.text())));
            line("      %s", said(leaf));
        }
    }

    /** The whole in a line. */
    public static String summary(CoverageReport report) {
        int fired = report.rules().size() - report.neverFired().size();
        long bothWays =
                report.macros().stream().filter(MacroCoverage::isBothWays).count();
        return String.format(
                Locale.ROOT,
                "%s: %d of %s fired, %d of %s both true and false, %d of %s covered",
                Counted.of(report.events(), "event"),
                fired,
                Counted.of(report.rules().size(), "rule"),
                bothWays,
                Counted.of(report.macros().size(), "macro"),
                report.leaves().size() - report.uncovered().size(),
                Counted.of(report.leaves().size(), "leaf", "leaves"));
    }

    /** How well a leaf is covered, with its counts. */
    static String said(LeafCoverage leaf) {
        return leaf.reach() == Reach.NEVER_ASKED
                ? leaf.reach().words()
                : leaf.reach().words() + ": " + counts(leaf.counts());
    }

    /** Counts as words. */
    static String counts(Coverage.Counts counts) {
        return counts.evaluated() == 0
                ? "never asked"
                : String.format(
                        Locale.ROOT,
                        "asked %,d: %,d true, %,d false, %,d missing; mattered %,d",
                        counts.evaluated(),
                        counts.trues(),
                        counts.falses(),
                        counts.missing(),
                        counts.mattered());
    }

    private static String shortened(String leaf) {
        return leaf.length() > LONGEST ? leaf.substring(0, LONGEST) + "..." : leaf;
    }

    static String visible(String characters) {
        return AlertText.visibleCharacters(characters);
    }
}
