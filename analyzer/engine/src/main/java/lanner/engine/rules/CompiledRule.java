package lanner.engine.rules;

import java.util.List;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.lang.plan.EventNames;
import lanner.engine.lang.plan.Predicate;

/**
 * A rule ready to run.
 *
 * @param index its place in the order of matching
 * @param canonical the condition in canonical text, lists and macros in place
 * @param macros the macros that the condition names itself
 */
public record CompiledRule(
        Rule rule,
        int index,
        Predicate condition,
        EventNames eventNames,
        OutputTemplate output,
        String canonical,
        List<String> macros) {
    public CompiledRule {
        macros = List.copyOf(macros);
    }
}
