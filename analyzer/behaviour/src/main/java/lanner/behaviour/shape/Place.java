package lanner.behaviour.shape;

import lanner.behaviour.fact.Recording;

/**
 * Where a recording was made: what rules call {@code {cwd}} and {@code {home}}.
 *
 * @param cwd empty where it is not known
 * @param home likewise
 */
public record Place(String cwd, String home) {
    /** The place of a recording. */
    public static Place of(Recording recording) {
        return new Place(recording.cwd(), recording.home());
    }
}
