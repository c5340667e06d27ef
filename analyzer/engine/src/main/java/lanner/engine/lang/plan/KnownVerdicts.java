package lanner.engine.lang.plan;

import java.util.IdentityHashMap;
import lanner.capture.event.EventType;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Operator;
import lanner.engine.lang.check.Typed;

/** What leaves come to for every event of a type, whatever else the event is. */
final class KnownVerdicts {
    enum Known {
        HOLDS,
        FAILS,
        UNKNOWN
    }

    /** A leaf's verdict by type. */
    private interface ByType {
        Known of(EventType type);
    }

    private final IdentityHashMap<Expr, ByType> known = new IdentityHashMap<>();

    /** {@link Known#UNKNOWN} for what is no leaf. */
    Known of(Typed node, EventType type) {
        return node instanceof Typed.Leaf leaf
                ? known.computeIfAbsent(leaf.source(), each -> known(leaf)).of(type)
                : Known.UNKNOWN;
    }

    private static ByType known(Typed.Leaf leaf) {
        if (leaf instanceof Typed.EventTypes types) {
            TextSet names = new TextSet(types.names());
            boolean negative = types.comparison().operator() == Operator.NE;
            return type -> names.contains(type.label()) != negative ? Known.HOLDS : Known.FAILS;
        }
        return leaf.left()
                .needed()
                .<ByType>map(field -> type -> field.isMissingIn(type) ? Known.FAILS : Known.UNKNOWN)
                .orElse(type -> Known.UNKNOWN);
    }
}
