package lanner.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lanner.engine.rules.compile.LoadedRules;
import lanner.engine.rules.compile.OutputSuffix;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.read.RuleFile;
import lanner.engine.rules.run.RuleSet;

/**
 * Rules as they travel: their texts, which any machine compiles alike.
 *
 * @param files in the order of loading; they are without errors
 * @param appended texts added to the output of every rule
 * @param asked the names of the rules that are asked
 */
public record FleetRules(List<RuleFile> files, List<String> appended, Set<String> asked) {
    public FleetRules {
        files = List.copyOf(files);
        appended = List.copyOf(appended);
        asked = Set.copyOf(asked);
    }

    /**
     * Those of a load.
     *
     * @param appended what was added to the outputs of the rules
     * @param asked those of them that are asked
     */
    public static FleetRules of(LoadedRules loaded, List<String> appended, RuleSet asked) {
        List<RuleFile> files = new ArrayList<>();
        for (LoadResult result : loaded.results()) {
            loaded.text(result.file()).ifPresent(text -> files.add(new RuleFile(result.file(), text)));
        }
        return new FleetRules(
                files,
                appended,
                asked.rules().stream().map(rule -> rule.rule().name()).collect(Collectors.toSet()));
    }

    /** What is added to the outputs of rules. */
    public List<OutputSuffix> suffixes() {
        return appended.stream().map(OutputSuffix::ofText).toList();
    }
}
