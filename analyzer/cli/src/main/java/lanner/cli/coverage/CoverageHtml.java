package lanner.cli.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.engine.explain.CoverageReport;
import lanner.engine.explain.CoverageReport.LeafCoverage;
import lanner.engine.explain.CoverageReport.MacroCoverage;
import lanner.engine.explain.CoverageReport.Reach;
import lanner.engine.explain.CoverageReport.RuleCoverage;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.define.Definition;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Coverage as a page that stands alone: a table of the rules, then their files, each leaf marked where it stands, each
 * line with what came of it. No script, nothing fetched; what is red is also said in words.
 */
public final class CoverageHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --good: #1a7f37; --half: #9a6700; --bad: #cf222e; --line: #8884; }
            @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --half: #d29922; --bad: #f85149; } }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
            table { border-collapse: collapse; } th { text-align: left; }
            .rules td, .rules th { padding: .15rem .8rem .15rem 0; border-bottom: 1px solid var(--line); }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            .file { width: 100%; font: 13px/1.5 ui-monospace, monospace; }
            .file td { vertical-align: top; padding: 0 .6rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
            .file td.n { color: #888; width: 3rem; } .file td.said { width: 24rem; color: #888; font-size: 12px; }
            .covered { border-bottom: 2px solid var(--good); }
            .never_true, .never_false, .never_mattered { border-bottom: 2px dashed var(--half); }
            .never_asked { border-bottom: 2px solid var(--bad); }
            .bad { color: var(--bad); font-weight: 600; } .half { color: var(--half); } .good { color: var(--good); }
            """;

    private final CoverageReport report;
    private final LoadedRules loaded;
    private final StringBuilder html = new StringBuilder();

    private CoverageHtml(CoverageReport report, LoadedRules loaded) {
        this.report = report;
        this.loaded = loaded;
    }

    /** @param loaded the rules that the report is about */
    public static String of(CoverageReport report, LoadedRules loaded) {
        return new CoverageHtml(report, loaded).write();
    }

    private String write() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>Rule coverage</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Rule coverage</h1>\n");
        summary();
        rules();
        files().forEach(this::file);
        return html.append("</body></html>\n").toString();
    }

    private void summary() {
        int covered = report.leaves().size() - report.uncovered().size();
        html.append(String.format(
                Locale.ROOT,
                "<p>%s. %d of %s fired, %d of %s both true and false, %d of %s covered:"
                        + " both true and false, and at least once the verdict hung on them alone.</p>%n",
                Counted.of(report.events(), "event"),
                report.rules().size() - report.neverFired().size(),
                Counted.of(report.rules().size(), "rule"),
                report.macros().stream().filter(MacroCoverage::isBothWays).count(),
                Counted.of(report.macros().size(), "macro was", "macros were"),
                covered,
                Counted.of(report.leaves().size(), "leaf is", "leaves are")));
    }

    private void rules() {
        Map<String, List<LeafCoverage>> leaves = report.leaves().stream()
                .filter(leaf -> leaf.kind() == Definition.Kind.RULE)
                .collect(Collectors.groupingBy(LeafCoverage::definition));
        html.append("<table class=\"rules\"><tr><th>Rule</th><th class=\"n\">Matched</th><th class=\"n\">Raised</th>")
                .append("<th class=\"n\">Leaves covered</th><th></th></tr>\n");
        for (RuleCoverage rule : report.rules()) {
            List<LeafCoverage> own = leaves.getOrDefault(rule.name(), List.of());
            long covered =
                    own.stream().filter(leaf -> leaf.reach() == Reach.COVERED).count();
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td><a href=\"#%s\">%s</a></td><td class=\"n\">%,d</td><td class=\"n\">%,d</td>"
                            + "<td class=\"n\">%s</td><td>%s</td></tr>%n",
                    anchor(rule.place()),
                    escaped(rule.name()),
                    rule.matched(),
                    rule.raised(),
                    own.isEmpty() ? "in macros" : covered + " of " + own.size(),
                    rule.matched() == 0
                            ? "<span class=\"bad\">never fired</span>"
                            : covered < own.size()
                                    ? "<span class=\"half\">in part</span>"
                                    : "<span class=\"good\">whole</span>"));
        }
        html.append("</table>\n");
    }

    /** The files that something of the report stands in, in the order of loading. */
    private Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        loaded.results().forEach(result -> files.add(result.file()));
        files.removeIf(file -> loaded.text(file).isEmpty());
        return files;
    }

    private void file(String file) {
        Map<Integer, List<LeafCoverage>> byLine = report.leaves().stream()
                .filter(leaf -> leaf.to().isPresent() && leaf.from().file().equals(file))
                .collect(Collectors.groupingBy(leaf -> leaf.from().line()));
        Map<Integer, MacroCoverage> macros = report.macros().stream()
                .filter(macro -> macro.place().file().equals(file))
                .collect(Collectors.toMap(macro -> macro.place().line(), macro -> macro, (one, other) -> one));
        Map<Integer, RuleCoverage> rules = report.rules().stream()
                .filter(rule -> rule.place().file().equals(file))
                .collect(Collectors.toMap(rule -> rule.place().line(), rule -> rule, (one, other) -> one));
        html.append("<h2>").append(escaped(file)).append("</h2>\n<table class=\"file\">\n");
        List<String> lines = loaded.text(file).orElse("").lines().toList();
        LeafCoverage open = null;
        for (int number = 1; number <= lines.size(); number++) {
            List<LeafCoverage> leaves = new ArrayList<>(byLine.getOrDefault(number, List.of()));
            leaves.sort(Comparator.comparingInt(leaf -> leaf.from().column()));
            html.append("<tr id=\"")
                    .append(anchor(new Definition.Place(file, number, 1)))
                    .append("\"><td class=\"n\">")
                    .append(number)
                    .append("</td><td>");
            open = marked(lines.get(number - 1), number, leaves, open);
            html.append("</td><td class=\"said\">")
                    .append(said(leaves, rules.get(number), macros.get(number)))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    /** A line with its leaves marked; a leaf that goes on in the next line is the answer; null for none. */
    private @Nullable LeafCoverage marked(
            String line, int number, List<LeafCoverage> leaves, @Nullable LeafCoverage open) {
        int at = 0;
        LeafCoverage going = open;
        if (going != null) {
            at = mark(line, 0, number, going);
            going = endsIn(going, number) ? null : going;
        }
        for (LeafCoverage leaf : leaves) {
            int from = Math.min(line.length(), leaf.from().column() - 1);
            if (from < at) {
                continue;
            }
            html.append(escaped(line.substring(at, from)));
            at = mark(line, from, number, leaf);
            going = endsIn(leaf, number) ? null : leaf;
        }
        html.append(escaped(line.substring(at)));
        return going;
    }

    private static boolean endsIn(LeafCoverage leaf, int line) {
        return leaf.to().map(place -> place.line() <= line).orElse(true);
    }

    private int mark(String line, int from, int number, LeafCoverage leaf) {
        int to = leaf.to()
                .filter(place -> place.line() == number)
                .map(place -> Math.min(line.length(), place.column()))
                .orElse(line.length());
        int end = Math.max(from, to);
        html.append("<span class=\"")
                .append(leaf.reach().name().toLowerCase(Locale.ROOT))
                .append("\" title=\"")
                .append(escaped(CoverageText.said(leaf)))
                .append("\">")
                .append(escaped(line.substring(from, end)))
                .append("</span>");
        return end;
    }

    private static String said(List<LeafCoverage> leaves, @Nullable RuleCoverage rule, @Nullable MacroCoverage macro) {
        if (rule != null) {
            return rule.matched() == 0
                    ? "<span class=\"bad\">never fired</span>"
                    : String.format(Locale.ROOT, "matched %,d, raised %,d", rule.matched(), rule.raised());
        }
        if (macro != null) {
            return (macro.isBothWays() ? "" : "<span class=\"half\">not both ways</span> ")
                    + CoverageText.counts(macro.counts());
        }
        return leaves.stream()
                .filter(leaf -> leaf.reach() != Reach.COVERED)
                .map(leaf -> "<span class=\"" + (leaf.reach() == Reach.NEVER_ASKED ? "bad" : "half") + "\">"
                        + leaf.reach().words() + "</span>")
                .collect(Collectors.joining(", "));
    }

    private static String anchor(Definition.Place place) {
        return "L" + Integer.toHexString(place.file().hashCode()) + "-" + place.line();
    }

    private static String escaped(String text) {
        return CoverageText.visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
