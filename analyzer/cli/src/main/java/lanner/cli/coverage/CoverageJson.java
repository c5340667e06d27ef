package lanner.cli.coverage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.engine.explain.Coverage;
import lanner.engine.explain.CoverageReport;
import lanner.engine.explain.CoverageReport.LeafCoverage;
import lanner.engine.json.JsonText;
import lanner.engine.rules.define.Definition;

/** Coverage as one JSON object: {@code events}, {@code rules}, {@code macros}, {@code leaves}. */
public final class CoverageJson {
    private CoverageJson() {}

    public static String of(CoverageReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("events", report.events());
        object.put("rules", report.rules().stream().map(CoverageJson::rule).toList());
        object.put("macros", report.macros().stream().map(CoverageJson::macro).toList());
        object.put("leaves", report.leaves().stream().map(CoverageJson::leaf).toList());
        return JsonText.write(object) + "\n";
    }

    private static Map<String, Object> rule(CoverageReport.RuleCoverage rule) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", JsonText.latin(rule.name()));
        object.put("place", place(rule.place()));
        object.put("matched", rule.matched());
        object.put("raised", rule.raised());
        return object;
    }

    private static Map<String, Object> macro(CoverageReport.MacroCoverage macro) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", JsonText.latin(macro.name()));
        object.put("place", place(macro.place()));
        counts(macro.counts(), object);
        return object;
    }

    private static Map<String, Object> leaf(LeafCoverage leaf) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(leaf.kind().word(), JsonText.latin(leaf.definition()));
        object.put("text", JsonText.latin(leaf.text()));
        object.put("place", place(leaf.from()));
        object.put("reach", leaf.reach().name().toLowerCase(Locale.ROOT));
        counts(leaf.counts(), object);
        return object;
    }

    private static void counts(Coverage.Counts counts, Map<String, Object> object) {
        object.put("evaluated", counts.evaluated());
        object.put("true", counts.trues());
        object.put("false", counts.falses());
        object.put("missing", counts.missing());
        object.put("mattered", counts.mattered());
    }

    private static List<Object> place(Definition.Place place) {
        return List.of(JsonText.latin(place.file()), place.line(), place.column());
    }
}
