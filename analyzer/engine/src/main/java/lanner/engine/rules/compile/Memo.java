package lanner.engine.rules.compile;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What one stage of compiling made of each definition when it last ran: as long as what it is made of stays the same, so
 * does the result. Not thread safe.
 */
final class Memo<T> {
    /** Makes a result anew. */
    @FunctionalInterface
    interface Stage<T, X extends Exception> {
        T run() throws X;
    }

    private record Made<T>(List<?> parts, T result) {}

    private final Map<String, Made<T>> made = new HashMap<>();

    /**
     * The result for a definition; a stage that fails leaves nothing behind.
     *
     * @param parts all that the result depends on: texts and trees. A tree is the same only if it is the same object:
     *     comparing the nodes of deep ones could exhaust the stack.
     */
    <X extends Exception> T get(String definition, List<?> parts, Stage<T, X> stage) throws X {
        Made<T> before = made.get(definition);
        if (before != null && isSame(before.parts(), parts)) {
            return before.result();
        }
        T result = stage.run();
        made.put(definition, new Made<>(parts, result));
        return result;
    }

    private static boolean isSame(List<?> before, List<?> now) {
        if (before.size() != now.size()) {
            return false;
        }
        Iterator<?> parts = now.iterator();
        for (Object part : before) {
            Object other = parts.next();
            if (part != other && !(part instanceof String && part.equals(other))) {
                return false;
            }
        }
        return true;
    }
}
