package lanner.recorder.delivery;

import java.util.List;

/**
 * What became of the segments that were to be handed over.
 *
 * @param segments those that have ended
 * @param arrived those whose command ended with status 0
 * @param missing the names of others, in their order; the first that became known where there are many
 * @param missingCount how many did not arrive and will not
 */
public record Delivered(long segments, long arrived, List<String> missing, long missingCount) {
    /** Nothing was to be handed over. */
    public static final Delivered NOTHING = new Delivered(0, 0, List.of(), 0);

    public Delivered {
        missing = missing.stream().sorted().toList();
    }

    /** Those that are waiting or under way. */
    public long pending() {
        return segments - arrived - missingCount;
    }
}
