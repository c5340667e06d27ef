package lanner.engine.lang.plan;

import java.util.List;
import lanner.engine.lang.check.EventNames;

/**
 * A condition ready to run.
 *
 * @param predicate the verdict for one event
 * @param eventNames the event types that can match
 * @param warnings what {@code LOAD_COMPILE_CONDITION} reports
 */
public record CompiledCondition(Predicate predicate, EventNames eventNames, List<String> warnings) {
    public CompiledCondition {
        warnings = List.copyOf(warnings);
    }
}
