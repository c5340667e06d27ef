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
 * @param busy by lane and part: whether a call was under way that lasted at least as long as a part, as far as the capture tells
 */
public record LaneCounts(
        long from, long to, int[] keys, int[][] counts, int most, boolean[][] alerts, boolean[][] busy) {
    /** A lane for each of some processes. */
    public static LaneCounts of(Events events, long from, long to, int[] processes, int parts, JobProgress progress) {
        return of(events, from, to, Lanes.byProcess(events), processes, parts, progress);
    }

    /** @return of a cancelled run what was counted so far */
    public static LaneCounts of(
            Events events, long from, long to, Lanes lanes, int[] keys, int parts, JobProgress progress) {
        return of(events, from, to, lanes, keys, parts, events.firstAt(to + 1), progress);
    }

    /** The same with the calls that were under way in the stretch and ended behind it: all events behind it are looked at. */
    public static LaneCounts withCallsBehind(
            Events events, long from, long to, Lanes lanes, int[] keys, int parts, JobProgress progress) {
        return of(events, from, to, lanes, keys, parts, events.rows(), progress);
    }

    private static LaneCounts of(
            Events events, long from, long to, Lanes lanes, int[] keys, int parts, int rows, JobProgress progress) {
        int[][] counts = new int[keys.length][parts];
        boolean[][] alerts = new boolean[keys.length][parts];
        // The least key is that of no process, -1.
        int[] laneOfKey = new int[Arrays.stream(keys).max().orElse(-1) + 2];
        Arrays.fill(laneOfKey, -1);
        for (int i = 0; i < keys.length; i++) {
            laneOfKey[keys[i] + 1] = i;
        }
        Calls calls = new Calls(from, to, keys.length, parts);
        int most = 0;
        int last = events.firstAt(to + 1);
        // A call stands at its end: what was under way in the stretch may have ended behind it.
        for (int row = events.firstAt(from); row < rows; row++) {
            if ((row & Chunk.MASK) == 0 && progress.isCancelled()) {
                break;
            }
            long end = events.axis(row);
            long took = events.duration(row);
            if (row >= last && end - to > took) {
                continue;
            }
            int at = lanes.keyOf(row) + 1;
            int lane = at >= 0 && at < laneOfKey.length ? laneOfKey[at] : -1;
            if (lane >= 0) {
                calls.take(lane, end, took);
                if (row < last) {
                    int part = calls.part(end);
                    most = Math.max(most, ++counts[lane][part]);
                    alerts[lane][part] |= events.raisedAlert(row);
                }
            }
        }
        return new LaneCounts(from, to, keys, counts, most, alerts, calls.busy());
    }

    /** In which parts calls were under way: for each lane how many begin in a part, less those that ended in the one before. */
    private static final class Calls {
        private final long from;
        private final int parts;
        private final double scale;
        private final int[][] steps;

        Calls(long from, long to, int lanes, int parts) {
            this.from = from;
            this.parts = parts;
            scale = parts / (double) Math.max(1, to - from + 1);
            steps = new int[lanes][parts + 1];
        }

        /** The part of a moment, the nearest one for a moment outside. */
        int part(long at) {
            return at <= from ? 0 : (int) Math.min(parts - 1, (at - from) * scale);
        }

        /** @param took less than 0 where nobody knows */
        void take(int lane, long end, long took) {
            if (took * scale >= 1) {
                steps[lane][part(end - took)]++;
                steps[lane][part(end) + 1]--;
            }
        }

        boolean[][] busy() {
            boolean[][] busy = new boolean[steps.length][parts];
            for (int lane = 0; lane < steps.length; lane++) {
                int under = 0;
                for (int part = 0; part < parts; part++) {
                    under += steps[lane][part];
                    busy[lane][part] = under > 0;
                }
            }
            return busy;
        }
    }
}
