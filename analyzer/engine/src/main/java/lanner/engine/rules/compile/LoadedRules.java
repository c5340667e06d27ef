package lanner.engine.rules.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.define.Definition;
import lanner.engine.rules.define.Definitions;
import lanner.engine.rules.define.Definitions.ListDefinition;
import lanner.engine.rules.define.Definitions.MacroDefinition;
import lanner.engine.rules.define.Definitions.RuleDefinition;
import lanner.engine.rules.define.SourceFiles;
import lanner.engine.rules.define.SourceMap;
import lanner.engine.rules.finding.Finding;
import lanner.engine.rules.finding.Findings;
import lanner.engine.rules.finding.LoadResult;
import lanner.engine.rules.finding.Location;
import lanner.engine.rules.read.Item;
import lanner.engine.rules.read.Version;
import lanner.engine.text.Nearest;

/** What a list of rule files came to. */
public final class LoadedRules {
    private final List<LoadResult> results;
    private final List<CompiledRule> rules;
    private final Source source;

    /**
     * What it came from: enough to compile it again with a change.
     *
     * @param texts the files' texts by name
     */
    record Source(
            Definitions definitions, FieldRegistry fields, List<OutputSuffix> suffixes, Map<String, String> texts) {
        List<CompiledRule> compile(Findings findings) throws Findings.LoadStopped {
            return new RuleCompiler(fields, suffixes, texts, new CompileCache()).compile(definitions, findings);
        }

        Source with(Definitions edited) {
            return new Source(edited, fields, suffixes, texts);
        }
    }

    LoadedRules(List<LoadResult> results, List<CompiledRule> rules, Source source) {
        this.results = List.copyOf(results);
        this.rules = List.copyOf(rules);
        this.source = source;
    }

    /** One result for each file read; the last one may hold the error that ended the load. */
    public List<LoadResult> results() {
        return results;
    }

    /** {@code "; did you mean 'Shell spawned'?"} for the name of no rule; nothing where none is like it. */
    public String meant(String name) {
        return Nearest.hint(
                name, rules().stream().map(rule -> rule.rule().name()).toList());
    }

    /** All rules that compiled, enabled or not, in the order of matching; none after an error. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** The macros' names, in order. */
    public List<String> macros() {
        return macroDefinitions().stream().map(MacroDefinition::name).toList();
    }

    /** The lists' names, in order. */
    public List<String> lists() {
        return listDefinitions().stream().map(ListDefinition::name).toList();
    }

    /** The text of a file that was read; empty for one that was not. */
    public Optional<String> text(String file) {
        return Optional.ofNullable(source.texts().get(file));
    }

    /** Everything that the files define, lists first, then macros, then rules, each in order. */
    public List<Definition> definitions() {
        List<Definition> definitions = new ArrayList<>();
        SourceFiles files = new SourceFiles(source.texts());
        for (ListDefinition list : listDefinitions()) {
            definitions.add(new Definition(
                    Definition.Kind.LIST, list.name(), "", list.items(), sourceMap(list.chain(), List.of(), files)));
        }
        for (MacroDefinition macro : macroDefinitions()) {
            definitions.add(new Definition(
                    Definition.Kind.MACRO,
                    macro.name(),
                    macro.condition(),
                    List.of(),
                    sourceMap(macro.texts().get(0).itemChain(), macro.texts(), files)));
        }
        for (RuleDefinition rule : source.definitions().rules()) {
            definitions.add(new Definition(
                    Definition.Kind.RULE,
                    rule.rule().name(),
                    rule.rule().condition(),
                    List.of(),
                    sourceMap(rule.rule().chain(), rule.texts(), files)));
        }
        return definitions;
    }

    private static SourceMap sourceMap(List<Location> chain, List<Item.Text> texts, SourceFiles files) {
        return new SourceMap(chain.get(chain.size() - 1), texts, files);
    }

    /**
     * The same rules with another condition for one rule or macro, compiled anew; {@link #error()} says whether that is
     * one.
     */
    public LoadedRules withCondition(Definition edited, String condition) {
        return recompiled(source.definitions().withCondition(edited, condition));
    }

    /** The same rules with other items in one list, compiled anew. */
    public LoadedRules withItems(Definition edited, List<String> items) {
        return recompiled(source.definitions().withItems(edited.name(), items));
    }

    private LoadedRules recompiled(Definitions edited) {
        Source changed = source.with(edited);
        Findings findings = new Findings(source.texts());
        String file = results.isEmpty() ? "" : results.get(results.size() - 1).file();
        try {
            List<CompiledRule> compiled = changed.compile(findings);
            return new LoadedRules(List.of(new LoadResult(file, List.of(), findings.warnings())), compiled, changed);
        } catch (Findings.LoadStopped stopped) {
            return new LoadedRules(
                    List.of(new LoadResult(file, List.of(stopped.finding()), findings.warnings())), List.of(), changed);
        }
    }

    /** For conditions that name what these rules define; after an error it knows nothing. */
    public ConditionReader conditions() {
        return error().isPresent() ? new ConditionReader() : new ConditionReader(source.definitions());
    }

    /** The highest engine version that any file asks for. */
    public Optional<Version> requiredEngine() {
        return source.definitions().requiredEngine();
    }

    List<MacroDefinition> macroDefinitions() {
        return source.definitions().macros();
    }

    List<ListDefinition> listDefinitions() {
        return source.definitions().lists();
    }

    /** The error that ended the load. */
    public Optional<Finding> error() {
        for (LoadResult result : results) {
            if (!result.errors().isEmpty()) {
                return Optional.of(result.errors().get(0));
            }
        }
        return Optional.empty();
    }

    /** All warnings, file after file. */
    public List<Finding> warnings() {
        List<Finding> warnings = new ArrayList<>();
        for (LoadResult result : results) {
            warnings.addAll(result.warnings());
        }
        return Collections.unmodifiableList(warnings);
    }
}
