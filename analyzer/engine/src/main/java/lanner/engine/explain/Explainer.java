package lanner.engine.explain;

import java.util.ArrayList;
import java.util.List;
import lanner.engine.field.FieldRegistry;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.state.EventContext;

/** Asks every leaf of a rule's condition about one event. Not thread safe, as conditions are not. */
public final class Explainer {
    private final ConditionTree root;

    /** @param fields those that the rule was checked with */
    public Explainer(CompiledRule rule, FieldRegistry fields) {
        root = ConditionTree.of(rule, fields);
    }

    /** The condition for the event at hand. */
    public Explanation explain(EventContext context) {
        return explain(root, context, true);
    }

    private static Explanation explain(ConditionTree part, EventContext context, boolean decisive) {
        List<Explanation> explained = new ArrayList<>();
        for (ConditionTree child : part.children()) {
            explained.add(explain(child, context, decisive && part.decides(context, child)));
        }
        return new Explanation(
                part.text(),
                part.macro(),
                part.origin(),
                part.verdict(context),
                decisive,
                part.readings(context),
                explained);
    }

    /** How many leaves, at least, would have to turn for the rule to match; 0 if it does. */
    public int distance(EventContext context) {
        return root.distance(context, true);
    }
}
