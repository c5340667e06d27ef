package lanner.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lanner.engine.alert.Priority;
import lanner.engine.field.StandardFields;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.run.RuleSelection;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.text.Nearest;
import lanner.product.InputException;

/**
 * Which rules a command asks.
 *
 * @param selection switched on and off by name and tag
 * @param tags only rules with one of these; none for all
 * @param least only rules of this priority and above
 */
record SelectedRules(RuleSelection selection, List<String> tags, Priority least) {
    /**
     * Loads rules and keeps those that are asked. A name or a tag that no rule has is said.
     *
     * @param paths none for the rules that come with Lanner
     */
    RuleSet load(List<Path> paths, List<OutputSuffix> suffixes, StandardFields fields, PrintWriter err)
            throws InputException {
        return of(RuleFiles.load(RuleFiles.orShipped(paths), suffixes, err), fields, err);
    }

    /** Keeps those of a load that are asked, and says likewise what no rule has. */
    RuleSet of(LoadedRules rules, StandardFields fields, PrintWriter err) {
        List<CompiledRule> loaded = rules.rules();
        for (String pattern : selection.unmatched(loaded)) {
            err.println("lanner: '" + pattern + "' is not the name or tag of any rule"
                    + Nearest.hint(pattern, namesAndTags(loaded, true)));
        }
        for (String tag : tags) {
            Set<String> known = namesAndTags(loaded, false);
            if (!known.contains(tag)) {
                err.println("lanner: --tag " + tag + ": no rule has this tag" + Nearest.hint(tag, known));
            }
        }
        return RuleSet.of(
                loaded,
                rule -> selection.isOn(rule)
                        && rule.priority().atLeast(least)
                        && (tags.isEmpty() || rule.tags().stream().anyMatch(tags::contains)),
                fields);
    }

    private static Set<String> namesAndTags(List<CompiledRule> rules, boolean names) {
        Set<String> all = new TreeSet<>();
        rules.forEach(rule -> all.addAll(rule.rule().tags()));
        if (names) {
            rules.forEach(rule -> all.add(rule.rule().name()));
        }
        return all;
    }
}
