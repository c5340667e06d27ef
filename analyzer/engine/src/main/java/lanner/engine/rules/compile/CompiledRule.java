package lanner.engine.rules.compile;

import java.util.List;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.check.EventNames;
import lanner.engine.rules.define.Rule;

/**
 * A rule that was checked; a {@code RuleSet} makes it run.
 *
 * @param index its place in the order of matching
 * @param condition the tree, lists and macros in place
 * @param canonical the condition in canonical text, lists and macros in place
 * @param macros the macros that the condition names itself
 * @param origins where the parts of the tree come from
 */
public record CompiledRule(
        Rule rule,
        int index,
        Expr condition,
        EventNames eventNames,
        OutputTemplate output,
        String canonical,
        List<String> macros,
        ConditionOrigins origins) {
    public CompiledRule {
        macros = List.copyOf(macros);
    }
}
