package lanner.behaviour.compare;

import lanner.behaviour.baseline.Key;
import lanner.behaviour.baseline.Known;
import org.jspecify.annotations.Nullable;

/**
 * Something that differs.
 *
 * @param before what is known of it; null if nothing is
 * @param after what the compared recordings did of it; null if nothing
 */
public record Difference(
        Change change,
        Key key,
        @Nullable Known before,
        @Nullable Known after) {
    /** Whether it was refused before and is done now, which makes it new. */
    public boolean isAllowedNow() {
        return change == Change.NEW && before != null;
    }

    /** Whether it is refused now and was done before: gone. */
    public boolean isRefusedNow() {
        return change == Change.GONE && after != null;
    }
}
