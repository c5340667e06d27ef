package lanner.cli.ruletest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.engine.json.JsonText;
import lanner.engine.mutate.Mutant;
import lanner.engine.rules.define.Definition;

/** What tests noticed of small changes to rules, and what they did not. */
public final class MutationReport {
    private static final int COLUMNS = 100;

    private final List<MutationResult> results;

    /** @param results those without mutants are left out */
    MutationReport(List<MutationResult> results) {
        this.results =
                results.stream().filter(result -> !result.mutants().isEmpty()).toList();
    }

    public long mutants() {
        return results.stream().mapToLong(result -> result.mutants().size()).sum();
    }

    public long killed() {
        return count(MutationResult.Fate.KILLED);
    }

    /** Those that the rules do not load with: noticed without a test. */
    public long notLoaded() {
        return count(MutationResult.Fate.NOT_LOADED);
    }

    public long survived() {
        return count(MutationResult.Fate.SURVIVED);
    }

    private long count(MutationResult.Fate fate) {
        return results.stream().mapToLong(result -> result.count(fate)).sum();
    }

    /**
     * The survivors with their places, then a table of definitions.
     *
     * @param limit how many survivors are shown
     */
    public String text(long limit, TerminalColours paint) {
        StringBuilder text = new StringBuilder();
        long left = limit;
        for (MutationResult result : results) {
            if (result.reach() == 0) {
                unreached(result, paint, text);
                continue;
            }
            List<MutationResult.Judged> shown =
                    result.survivors().stream().limit(left).toList();
            shown.forEach(survivor -> survivor(result, survivor.mutant(), paint, text));
            left -= shown.size();
        }
        long all = results.stream()
                .filter(result -> result.reach() > 0)
                .mapToLong(result -> result.count(MutationResult.Fate.SURVIVED))
                .sum();
        if (all > limit) {
            text.append("and ").append(all - limit).append(" more\n");
        }
        return text.append(text.length() > 0 ? "\n" : "").append(table()).toString();
    }

    private static void unreached(MutationResult result, TerminalColours paint, StringBuilder text) {
        long mutants = result.count(MutationResult.Fate.SURVIVED);
        text.append(visible(SourceLine.shown(result.definition().place())))
                .append("  ")
                .append(paint.bold(visible(result.title())))
                .append("  ")
                .append(paint.red("no test that could notice a change; mutants: " + mutants))
                .append("\n\n");
    }

    private static void survivor(MutationResult result, Mutant mutant, TerminalColours paint, StringBuilder text) {
        Definition.Place place = result.definition().place(mutant.index());
        text.append(visible(SourceLine.shown(place)))
                .append("  ")
                .append(paint.bold(visible(result.title())))
                .append("  ")
                .append(paint.red(visible(mutant.description())))
                .append('\n');
        for (String line : SourceLine.of(result.loaded(), place, COLUMNS)) {
            text.append("    ").append(paint.faint(visible(line))).append('\n');
        }
        text.append('\n');
    }

    private String table() {
        int wide = results.stream()
                .mapToInt(result -> visible(result.title()).length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        text.append(row(wide, "", "mutants", "killed", "not loaded", "survived"));
        for (MutationResult result : results) {
            text.append(row(
                    wide,
                    visible(result.title()),
                    result.mutants().size(),
                    result.count(MutationResult.Fate.KILLED),
                    result.count(MutationResult.Fate.NOT_LOADED),
                    result.count(MutationResult.Fate.SURVIVED)));
        }
        return text.append(row(wide, "all", mutants(), killed(), notLoaded(), survived()))
                .toString();
    }

    private static String row(
            int wide, String title, Object mutants, Object killed, Object notLoaded, Object survived) {
        return String.format(
                Locale.ROOT, "%-" + (wide + 2) + "s%8s%8s%12s%10s%n", title, mutants, killed, notLoaded, survived);
    }

    /** One object; every mutant with its fate. */
    public String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("mutants", mutants());
        object.put("killed", killed());
        object.put("not_loaded", notLoaded());
        object.put("survived", survived());
        object.put("definitions", results.stream().map(MutationReport::json).toList());
        return JsonText.write(object) + "\n";
    }

    private static Map<String, Object> json(MutationResult result) {
        Definition definition = result.definition();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", definition.kind().word());
        object.put("name", JsonText.latin(definition.name()));
        place(definition.place(), object);
        object.put("tests", result.reach());
        List<Map<String, Object>> mutants = new ArrayList<>();
        for (MutationResult.Judged judged : result.mutants()) {
            Mutant mutant = judged.mutant();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("fate", judged.fate().word());
            one.put("mutation", mutant.mutation().word());
            one.put("description", JsonText.latin(mutant.description()));
            place(definition.place(mutant.index()), one);
            if (definition.kind() == Definition.Kind.LIST) {
                one.put("items", mutant.items().stream().map(JsonText::latin).toList());
            } else {
                one.put("condition", JsonText.latin(mutant.condition()));
            }
            one.put(
                    "killed_by",
                    judged.killer().map(test -> JsonText.latin(test.name())).orElse(null));
            mutants.add(one);
        }
        object.put("mutants", mutants);
        return object;
    }

    private static void place(Definition.Place place, Map<String, Object> object) {
        object.put("file", JsonText.latin(SourceLine.shown(Path.of(place.file()))));
        object.put("line", place.line());
        object.put("column", place.column());
    }

    private static String visible(String text) {
        return ResultText.visible(text);
    }
}
