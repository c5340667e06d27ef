package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.picture.Picture;
import lanner.investigation.picture.Picture.Box;
import lanner.investigation.picture.Picture.Ink;
import lanner.investigation.picture.Picture.Line;
import lanner.investigation.picture.Picture.Mark;
import lanner.investigation.picture.Picture.Words;
import lanner.investigation.rows.Lanes;
import lanner.investigation.rows.RowSet;
import lanner.product.Counted;

/** Events over time: bars of how many there were, and a lane a process; alerts are marked in both, none is left out. */
final class LanesPicture {
    private static final int MOST = 60;
    private static final int PARTS = 120;
    private static final int WIDTH = 1200;
    private static final int MARGIN = 12;
    private static final int NAMES = 200;
    private static final int ROW = 18;
    private static final int BARS = 70;
    private static final int HEAD = 30;
    private static final int LONGEST_NAME = 26;
    private static final Ink[] SHADES = {Ink.FEW, Ink.SOME, Ink.MANY, Ink.MOST};

    private final Events events;
    private final String title;
    private final RowSet rows;
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
    private final Lane all = new Lane();
    private final List<Mark> marks = new ArrayList<>();
    private long from;
    private long to;
    private long beyond;

    /** How many events, and where alerts are. */
    private static final class Lane {
        final int[] counts = new int[PARTS];
        final boolean[] alerts = new boolean[PARTS];
    }

    /** @param rows the events that are in it */
    LanesPicture(Events events, String title, RowSet rows) {
        this.events = events;
        this.title = title;
        this.rows = rows;
    }

    Picture draw(JobProgress progress) {
        marks.add(new Words(MARGIN, MARGIN + 10, false, true, Ink.TEXT, title));
        if (rows.size() == 0) {
            marks.add(new Words(MARGIN, HEAD + 16, false, false, Ink.QUIET, "No event was chosen."));
            return new Picture(WIDTH, HEAD + 2 * ROW, "Time line: " + title, marks);
        }
        from = events.axis(rows.row(0));
        to = events.axis(rows.row(rows.size() - 1));
        for (int place = 0; place < rows.size(); place++) {
            if ((place & Chunk.MASK) == 0) {
                if (progress.isCancelled()) {
                    break;
                }
                progress.at(place / (double) rows.size());
            }
            count(rows.row(place));
        }
        int most = most(all);
        for (int part = 0; part < PARTS; part++) {
            double high = all.counts[part] == 0 ? 0 : Math.max(2, (double) BARS * all.counts[part] / most);
            marks.add(new Box(x(part), HEAD + 12 + BARS - high, width() - 1, high, Ink.LIFE));
            alert(all, part, HEAD + 9, Ink.ALERT);
        }
        marks.add(new Words(MARGIN, HEAD + 12 + BARS, false, false, Ink.QUIET, "at most " + Counted.of(most, "event")));
        double y = HEAD + 16.0 + BARS;
        for (Map.Entry<Integer, Lane> each : lanes.entrySet()) {
            lane(each.getKey(), each.getValue(), y);
            y += ROW;
        }
        marks.add(new Line(NAMES, y + 2.5, WIDTH - MARGIN, y + 2.5, Ink.LINE));
        marks.add(new Words(NAMES, y + 16, false, false, Ink.QUIET, ReportText.moment(from) + " UTC"));
        marks.add(new Words(WIDTH - MARGIN, y + 16, true, false, Ink.QUIET, ReportText.moment(to) + " UTC"));
        y += ROW + 4;
        if (beyond > 0) {
            String words =
                    Counted.of(beyond, "event") + " of processes beyond the first " + MOST + " are in the bars alone";
            marks.add(new Words(MARGIN, y + 12, false, false, Ink.QUIET, words));
            y += ROW;
        }
        return new Picture(WIDTH, (int) y + MARGIN, "Time line: " + title, marks);
    }

    private void count(int row) {
        int part = (int) Math.min(PARTS - 1, (events.axis(row) - from) * (double) PARTS / Math.max(1, to - from));
        boolean alert = events.raisedAlert(row);
        all.counts[part]++;
        all.alerts[part] |= alert;
        int process = events.image(events.imageId(row)).process();
        if (!lanes.containsKey(process) && lanes.size() == MOST) {
            beyond++;
            return;
        }
        Lane lane = lanes.computeIfAbsent(process, key -> new Lane());
        lane.counts[part]++;
        lane.alerts[part] |= alert;
    }

    private static int most(Lane lane) {
        int most = 1;
        for (int count : lane.counts) {
            most = Math.max(most, count);
        }
        return most;
    }

    private void lane(int process, Lane lane, double y) {
        String whole =
                process == ProcessEntry.NONE.id() ? Lanes.REQUESTS : ReportText.visible(events.processName(process));
        String name = whole.length() > LONGEST_NAME ? whole.substring(0, LONGEST_NAME - 1) + "\u2026" : whole;
        marks.add(new Words(MARGIN, y + 13, false, false, Ink.TEXT, name));
        int most = Math.max(
                2, lanes.values().stream().mapToInt(LanesPicture::most).max().orElse(1));
        for (int part = 0; part < PARTS; part++) {
            if (lane.counts[part] > 0) {
                int shade = (int) Math.round((SHADES.length - 1) * Math.log(lane.counts[part]) / Math.log(most));
                Ink ink = lane.alerts[part] ? Ink.ALERT : SHADES[shade];
                marks.add(new Box(x(part), y + 3, width() - 1, ROW - 6, ink));
                alert(lane, part, y + 13, Ink.GROUND);
            }
        }
    }

    private void alert(Lane lane, int part, double y, Ink ink) {
        if (lane.alerts[part]) {
            marks.add(new Words(x(part) + 2, y, false, true, ink, "!"));
        }
    }

    private static double width() {
        return (WIDTH - MARGIN - NAMES) / (double) PARTS;
    }

    private static double x(int part) {
        return NAMES + part * width();
    }
}
