package lanner.engine.rules;

import java.util.List;
import lanner.engine.alert.OutputTemplate;
import lanner.engine.lang.plan.EventNames;
import lanner.engine.lang.plan.Predicate;

/**
 * A rule that runs.
 *
 * @param index its place in the order of matching, from 0
 * @param condition the condition as it was written
 * @param tags sorted
 */
public record Rule(
        int index,
        String name,
        String description,
        String condition,
        Priority priority,
        List<String> tags,
        boolean enabled,
        EventNames eventNames,
        Predicate predicate,
        OutputTemplate output) {
    public Rule {
        tags = List.copyOf(tags);
    }
}
