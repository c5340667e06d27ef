package lanner.engine.rules;

import java.util.List;
import java.util.Optional;
import lanner.engine.rules.Definitions.ListDefinition;
import lanner.engine.rules.Definitions.MacroDefinition;

/** What a list of rule files came to. */
public final class LoadedRules {
    private final List<LoadResult> results;
    private final List<CompiledRule> rules;
    private final List<MacroDefinition> macroDefinitions;
    private final List<ListDefinition> listDefinitions;
    private final Optional<Version> requiredEngine;

    LoadedRules(
            List<LoadResult> results,
            List<CompiledRule> rules,
            List<MacroDefinition> macroDefinitions,
            List<ListDefinition> listDefinitions,
            Optional<Version> requiredEngine) {
        this.results = List.copyOf(results);
        this.rules = List.copyOf(rules);
        this.macroDefinitions = List.copyOf(macroDefinitions);
        this.listDefinitions = List.copyOf(listDefinitions);
        this.requiredEngine = requiredEngine;
    }

    /** One result for each file read; the last one may hold the error that ended the load. */
    public List<LoadResult> results() {
        return results;
    }

    /** All rules that compiled, enabled or not, in the order of matching; none after an error. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** The macros' names, in order. */
    public List<String> macros() {
        return macroDefinitions.stream().map(MacroDefinition::name).toList();
    }

    /** The lists' names, in order. */
    public List<String> lists() {
        return listDefinitions.stream().map(ListDefinition::name).toList();
    }

    /** The highest engine version that any file asks for. */
    public Optional<Version> requiredEngine() {
        return requiredEngine;
    }

    List<MacroDefinition> macroDefinitions() {
        return macroDefinitions;
    }

    List<ListDefinition> listDefinitions() {
        return listDefinitions;
    }

    /** The error that ended the load. */
    public Optional<Finding> error() {
        return results.stream().flatMap(result -> result.errors().stream()).findFirst();
    }

    /** All warnings, file after file. */
    public List<Finding> warnings() {
        return results.stream().flatMap(result -> result.warnings().stream()).toList();
    }
}
