package lanner.engine.lang.plan;

import lanner.engine.state.EventContext;

/** A planned condition: all names resolved, all sets and patterns built. Not thread safe: it may own scratch space. */
@FunctionalInterface
public interface Predicate {
    boolean test(EventContext context);
}
