package lanner.engine.lang.plan;

import java.util.Optional;
import lanner.engine.lang.ast.Modifier;

/** How many of the values on the right must satisfy the operator. */
enum Counting {
    ANY,
    ALL,
    ONE;

    /** One, or what the modifier says. */
    static Counting of(Optional<Modifier> modifier) {
        return switch (modifier.orElse(Modifier.ANYOF)) {
            case ANYOF -> ANY;
            case ALLOF -> ALL;
            case ONEOF -> ONE;
        };
    }

    /** Whether so many of all are enough; never of none. */
    boolean enough(int holds, int all) {
        return all > 0
                && switch (this) {
                    case ANY -> holds > 0;
                    case ALL -> holds == all;
                    case ONE -> holds == 1;
                };
    }
}
