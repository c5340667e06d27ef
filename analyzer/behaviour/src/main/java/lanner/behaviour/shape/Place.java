package lanner.behaviour.shape;

import java.util.ArrayList;
import java.util.List;
import lanner.behaviour.fact.Recording;

/**
 * Where a recording was made: what rules call {@code {cwd}}, {@code {above}} and {@code {home}}.
 *
 * @param cwd empty where it is not known
 * @param home likewise
 */
public record Place(String cwd, String home) {
    /** A capture may tell of a directory of any depth; of deeper ones the outermost are left out. */
    private static final int MOST_LEVELS = 32;

    /** The place of a recording. */
    public static Place of(Recording recording) {
        return new Place(recording.cwd(), recording.home());
    }

    /** The directories that the first one is in, the nearest first, without the root. */
    List<String> above() {
        List<String> above = new ArrayList<>();
        int slash = cwd.lastIndexOf('/');
        while (slash > 0 && above.size() < MOST_LEVELS) {
            above.add(cwd.substring(0, slash));
            slash = cwd.lastIndexOf('/', slash - 1);
        }
        return above;
    }
}
