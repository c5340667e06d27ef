package lanner.viewer.session;

import java.util.Arrays;

/**
 * How much each of some processes did in each of some equal parts of a stretch of time, with what must never be lost in a
 * picture: alerts.
 *
 * @param counts by lane and part
 * @param most the largest of them
 * @param alerts by lane and part: whether an alert was raised there
 */
public record LaneCounts(long from, long to, int[] processes, int[][] counts, int most, boolean[][] alerts) {
    /** @return of a cancelled run what was counted so far */
    public static LaneCounts of(Events events, long from, long to, int[] processes, int parts, Progress progress) {
        int[][] counts = new int[processes.length][parts];
        boolean[][] alerts = new boolean[processes.length][parts];
        int[] lanes = new int[events.processes()];
        Arrays.fill(lanes, -1);
        for (int i = 0; i < processes.length; i++) {
            lanes[processes[i]] = i;
        }
        int[] laneOfImage = new int[events.images()];
        for (int i = 0; i < laneOfImage.length; i++) {
            int process = events.image(i).process();
            laneOfImage[i] = process < lanes.length ? lanes[process] : -1;
        }
        double scale = parts / (double) Math.max(1, to - from + 1);
        int most = 0;
        int last = events.firstAt(to + 1);
        for (int row = events.firstAt(from); row < last; row++) {
            if ((row & Chunk.MASK) == 0 && progress.isCancelled()) {
                break;
            }
            int image = events.imageId(row);
            int lane = image < laneOfImage.length ? laneOfImage[image] : -1;
            if (lane >= 0) {
                int part = Math.min(parts - 1, (int) ((events.axis(row) - from) * scale));
                most = Math.max(most, ++counts[lane][part]);
                alerts[lane][part] |= events.raisedAlert(row);
            }
        }
        return new LaneCounts(from, to, processes, counts, most, alerts);
    }
}
