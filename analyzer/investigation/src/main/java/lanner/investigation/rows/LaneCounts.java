package lanner.investigation.rows;

import java.util.Arrays;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;

/**
 * How much there was in each of some lanes in each of some equal parts of a stretch of time, with what must never be lost in
 * a picture: alerts.
 *
 * @param keys of the lanes, in order; of lanes by process the processes' ids
 * @param counts by lane and part
 * @param most the largest of them
 * @param alerts by lane and part: whether an alert was raised there
 */
public record LaneCounts(long from, long to, int[] keys, int[][] counts, int most, boolean[][] alerts) {
    /** A lane for each of some processes. */
    public static LaneCounts of(Events events, long from, long to, int[] processes, int parts, JobProgress progress) {
        return of(events, from, to, Lanes.byProcess(events), processes, parts, progress);
    }

    /** @return of a cancelled run what was counted so far */
    public static LaneCounts of(
            Events events, long from, long to, Lanes lanes, int[] keys, int parts, JobProgress progress) {
        int[][] counts = new int[keys.length][parts];
        boolean[][] alerts = new boolean[keys.length][parts];
        // The least key is that of no process, -1.
        int[] laneOfKey = new int[Arrays.stream(keys).max().orElse(-1) + 2];
        Arrays.fill(laneOfKey, -1);
        for (int i = 0; i < keys.length; i++) {
            laneOfKey[keys[i] + 1] = i;
        }
        double scale = parts / (double) Math.max(1, to - from + 1);
        int most = 0;
        int last = events.firstAt(to + 1);
        for (int row = events.firstAt(from); row < last; row++) {
            if ((row & Chunk.MASK) == 0 && progress.isCancelled()) {
                break;
            }
            int at = lanes.keyOf(row) + 1;
            int lane = at >= 0 && at < laneOfKey.length ? laneOfKey[at] : -1;
            if (lane >= 0) {
                int part = Math.min(parts - 1, (int) ((events.axis(row) - from) * scale));
                most = Math.max(most, ++counts[lane][part]);
                alerts[lane][part] |= events.raisedAlert(row);
            }
        }
        return new LaneCounts(from, to, keys, counts, most, alerts);
    }
}
