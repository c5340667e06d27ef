package lanner.viewer.explore;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.Gap;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.Lanes;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.TimeWindow.Range;
import lanner.viewer.paint.Theme;

/** Paints the time line. Alerts, gaps and bookmarks come last and one by one, so that no picture is too coarse for them. */
final class TimelinePainter {
    private final Investigation investigation;
    private final TimelineLayout layout;
    private final TimelineLanes lanes;

    TimelinePainter(Investigation investigation, TimelineLayout layout, TimelineLanes lanes) {
        this.investigation = investigation;
        this.layout = layout;
        this.lanes = lanes;
    }

    private Theme theme() {
        return investigation.settings().theme().get();
    }

    private Events events() {
        return investigation.events().get();
    }

    /** All but what {@link #paintFront} paints. */
    void paint(GraphicsContext graphics, double width, double height) {
        graphics.setFill(theme().ground());
        graphics.fillRect(0, 0, width, height);
        begin(graphics);
        Range window = investigation.time().shown().get();
        if (window == null || events().rows() == 0) {
            return;
        }
        overview(graphics, width);
        ruler(graphics, window, width, height);
        lanes(graphics, window, width);
        marks(graphics, window, layout.names(), width - layout.names(), layout.marksTop(), height);
        brush(graphics, window, width, height);
        graphics.setStroke(theme().line());
        graphics.strokeLine(0, layout.overview() + 0.5, width, layout.overview() + 0.5);
    }

    private void begin(GraphicsContext graphics) {
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setFont(Font.font("DejaVu Sans", Math.rint(11 * layout.scale())));
    }

    /**
     * The selected event, its lane's name, and the moment at the pointer.
     *
     * @param pointer where the pointer is; negative for nowhere
     */
    void paintFront(GraphicsContext graphics, double width, double height, double pointer) {
        graphics.clearRect(0, 0, width, height);
        begin(graphics);
        Range window = investigation.time().shown().get();
        if (window == null || events().rows() == 0) {
            return;
        }
        int row = investigation.selected().row().get();
        if (row >= 0) {
            lanes.counted().ifPresent(view -> selectedLane(graphics, view, row));
            long at = events().axis(row);
            selected(graphics, at, investigation.time().whole(), 0, width, 1, layout.overview());
            selected(graphics, at, window, layout.names(), width - layout.names(), layout.marksTop(), height);
        }
        if (pointer >= layout.names()) {
            pointer(graphics, window, pointer, width, height);
        }
    }

    private void selectedLane(GraphicsContext graphics, TimelineLanes.View view, int row) {
        int chosen = lanes.keyOf(view, row);
        int[] keys = view.counts().keys();
        for (int lane = 0; lane < keys.length; lane++) {
            if (keys[lane] == chosen) {
                graphics.setFill(theme().selectedQuiet());
                graphics.fillRect(
                        0, layout.lanesTop() + lane * layout.laneHeight(), layout.names(), layout.laneHeight());
                name(graphics, view, lane);
            }
        }
    }

    private void selected(
            GraphicsContext graphics, long at, Range range, double left, double width, double y, double bottom) {
        double x = TimelineLayout.xOf(at, range, left, width);
        if (x >= left && x <= left + width) {
            graphics.setStroke(theme().accent());
            graphics.strokeLine(Math.rint(x) + 0.5, y, Math.rint(x) + 0.5, bottom);
        }
    }

    /** Says which moment is at the pointer, and how far from the selected event. */
    private void pointer(GraphicsContext graphics, Range window, double pointer, double width, double height) {
        long at = TimelineLayout.axisAt(pointer, window, layout.names(), width - layout.names());
        graphics.setStroke(theme().quiet());
        graphics.strokeLine(pointer, layout.overview(), pointer, height);
        graphics.setFill(theme().text());
        int selected = investigation.selected().row().get();
        String delta = selected < 0 ? "" : "  " + TimeFormat.span(at - events().axis(selected)) + " from the selection";
        boolean left = pointer > width * 0.7;
        graphics.setTextAlign(left ? TextAlignment.RIGHT : TextAlignment.LEFT);
        graphics.fillText(
                investigation.settings().time().get().moment(at, events().axis(0)) + delta,
                pointer + (left ? -6 : 6),
                height - 8 * layout.scale());
        graphics.setTextAlign(TextAlignment.LEFT);
    }

    /** Bars by how many events there are, or by the logarithm of it; those that match in front. */
    private void overview(GraphicsContext graphics, double width) {
        Range whole = investigation.time().whole();
        Events events = events();
        RowSet rows = investigation.query().rows().get();
        int bars = (int) Math.max(1, width / 2);
        int[] all = new int[bars];
        int[] matching = new int[bars];
        int before = 0;
        int matchedBefore = 0;
        int most = 1;
        for (int i = 0; i < bars; i++) {
            long end = whole.from() + (long) ((i + 1) / (double) bars * whole.length()) + (i == bars - 1 ? 1 : 0);
            int row = events.firstAt(end);
            all[i] = row - before;
            before = row;
            int place = rows.placeOf(row);
            matching[i] = place - matchedBefore;
            matchedBefore = place;
            most = Math.max(most, all[i]);
        }
        double scale = (layout.overview() - 14) / size(most);
        for (int i = 0; i < bars; i++) {
            bar(graphics, i, all[i], scale, rows.isAll() ? theme().accent() : theme().line());
            if (!rows.isAll()) {
                bar(graphics, i, matching[i], scale, theme().accent());
            }
        }
        Range window = investigation.time().shown().get();
        double from = Math.max(0, TimelineLayout.xOf(window.from(), whole, 0, width));
        double to = Math.min(width, TimelineLayout.xOf(window.to(), whole, 0, width));
        graphics.setStroke(theme().text());
        graphics.strokeRect(Math.rint(from) + 0.5, 0.5, Math.max(2, Math.rint(to - from) - 1), layout.overview() - 1);
        marks(graphics, whole, 0, width, 1, layout.overview());
    }

    private void bar(GraphicsContext graphics, int bar, int count, double scale, Color colour) {
        if (count > 0) {
            double height = Math.max(1.5, size(count) * scale);
            graphics.setFill(colour);
            graphics.fillRect(bar * 2.0, layout.overview() - height, 2, height);
        }
    }

    private double size(int count) {
        return investigation.settings().linearBars().get() ? count : Math.log1p(count);
    }

    private void ruler(GraphicsContext graphics, Range window, double width, double height) {
        double y = layout.overview() + layout.rulerHeight() / 2;
        double room = width - layout.names();
        TimeFormat time = investigation.settings().time().get();
        long step = step(window.length() / Math.max(1, room / (110 * layout.scale())));
        graphics.setFill(theme().quiet());
        graphics.setStroke(theme().line());
        long origin = events().axis(0);
        long base = time == TimeFormat.RELATIVE ? origin : 0;
        for (long at = base + Math.floorDiv(window.from() - base, step) * step + step; at < window.to(); at += step) {
            double x = TimelineLayout.xOf(at, window, layout.names(), room);
            graphics.strokeLine(Math.rint(x) + 0.5, layout.marksTop(), Math.rint(x) + 0.5, height);
            graphics.setTextAlign(TextAlignment.CENTER);
            graphics.fillText(time.mark(at, origin, step), x, y);
        }
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.fillText(head(window), 6, y, layout.names() - 12);
    }

    /** How long the stretch in view is, what bars are by, and lanes, where that is not the process. */
    private String head(Range window) {
        return TimeFormat.span(window.length())
                + (investigation.settings().linearBars().get() ? "  linear" : "  log")
                + (lanes.kind() == Lanes.Kind.PROCESS
                        ? ""
                        : "  by " + lanes.kind().words());
    }

    /** The round step that is at least this long: 1, 2 or 5 times a power of ten. */
    static long step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        for (int times : new int[] {1, 2, 5, 10}) {
            if (power * times >= least) {
                return (long) Math.max(1, power * times);
            }
        }
        return (long) (power * 10);
    }

    private void lanes(GraphicsContext graphics, Range window, double width) {
        if (lanes.counted().isEmpty()) {
            return;
        }
        TimelineLanes.View view = lanes.counted().get();
        double room = width - layout.names();
        double height = layout.laneHeight();
        LaneCounts found = view.counts();
        double strongest = Math.log1p(Math.max(1, found.most()));
        for (int lane = 0; lane < found.keys().length; lane++) {
            double y = layout.lanesTop() + lane * height;
            int key = found.keys()[lane];
            if (view.kind() == Lanes.Kind.PROCESS && key != ProcessEntry.NONE.id()) {
                life(graphics, window, events().process(key), y, height, room);
            }
            int[] counts = found.counts()[lane];
            boolean[] alerts = found.alerts()[lane];
            double stretch = (found.to() - found.from() + 1) / (double) counts.length;
            double cell = stretch / window.length() * room;
            busy(graphics, found, lane, window, y, room);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    double x = TimelineLayout.xOf(found.from() + (long) (i * stretch), window, layout.names(), room);
                    if (x + cell >= layout.names()) {
                        graphics.setFill(alerts[i] ? theme().alert() : theme().heat(Math.log1p(counts[i]) / strongest));
                        graphics.fillRect(Math.max(layout.names(), x), y + 2, Math.max(1.2, cell), height - 4);
                    }
                }
            }
            graphics.setFill(theme().ground());
            graphics.fillRect(0, y, layout.names(), height);
            name(graphics, view, lane);
        }
    }

    /** Whose the lane is, and of which capture. */
    private void name(GraphicsContext graphics, TimelineLanes.View view, int lane) {
        int key = view.counts().keys()[lane];
        double height = layout.laneHeight();
        double y = layout.lanesTop() + lane * height;
        if (view.kind() == Lanes.Kind.PROCESS
                && key != ProcessEntry.NONE.id()
                && investigation.workspace().captures().size() > 1) {
            graphics.setFill(theme().strong(Theme.Tint.ofCapture(events().captureOfProcess(key))));
            graphics.fillRect(0, y + 1, 3 * layout.scale(), height - 2);
        }
        graphics.setFill(theme().text());
        graphics.fillText(lanes.name(view, key), 6, y + height / 2, layout.names() - 12);
    }

    /** Bars as long as the calls, behind what says how many ended. */
    private void busy(GraphicsContext graphics, LaneCounts found, int lane, Range window, double y, double room) {
        boolean[] busy = found.busy()[lane];
        double stretch = (found.to() - found.from() + 1) / (double) busy.length;
        graphics.setFill(theme().underWay());
        for (int i = 0; i < busy.length; i++) {
            int first = i;
            while (i < busy.length && busy[i]) {
                i++;
            }
            if (i > first) {
                double from = TimelineLayout.xOf(found.from() + (long) (first * stretch), window, layout.names(), room);
                double to = TimelineLayout.xOf(found.from() + (long) (i * stretch), window, layout.names(), room);
                double left = Math.max(layout.names(), from);
                if (to > left) {
                    graphics.fillRect(left, y + layout.laneHeight() * 0.3, to - left, layout.laneHeight() * 0.4);
                }
            }
        }
    }

    private void life(
            GraphicsContext graphics, Range window, ProcessEntry process, double y, double height, double room) {
        double from = Math.max(layout.names(), TimelineLayout.xOf(process.start(), window, layout.names(), room));
        long end = process.end() == 0 ? window.to() : process.end();
        double to = Math.min(layout.names() + room, TimelineLayout.xOf(end, window, layout.names(), room));
        if (to < from) {
            return;
        }
        graphics.setStroke(theme().line());
        graphics.strokeLine(from, y + height / 2, to, y + height / 2);
        if (process.end() != 0 && process.end() <= window.to()) {
            graphics.setFill(theme().quiet());
            graphics.fillText("\u00d7", Math.min(to + 1, layout.names() + room - 8), y + height / 2);
        }
    }

    private void marks(GraphicsContext graphics, Range range, double left, double width, double y, double bottom) {
        double lastGap = Double.NEGATIVE_INFINITY;
        for (Gap gap : events().gaps()) {
            double x = Math.rint(TimelineLayout.xOf(gap.time(), range, left, width));
            // On one pixel they are one line.
            if (x >= left && x <= left + width && x != lastGap) {
                lastGap = x;
                graphics.setStroke(theme().gap());
                graphics.setLineDashes(4, 3);
                graphics.strokeLine(x + 0.5, y, x + 0.5, bottom);
                graphics.setLineDashes();
            }
        }
        double size = 7 * layout.scale();
        graphics.setFill(theme().alert());
        List<AlertEntry> alerts = events().alerts();
        double last = Double.NEGATIVE_INFINITY;
        for (AlertEntry alert : alerts) {
            double x = TimelineLayout.xOf(events().axis(alert.row()), range, left, width);
            // Closer than half a pixel they are one mark.
            if (x >= left && x <= left + width && x - last > 0.5) {
                last = x;
                graphics.fillPolygon(new double[] {x - size / 2, x + size / 2, x}, new double[] {y, y, y + size}, 3);
            }
        }
        graphics.setFill(theme().bookmark());
        investigation.notes().bookmarkedRows().forEach(mark -> {
            double x = TimelineLayout.xOf(events().axis(mark.getKey()), range, left, width);
            if (x >= left && x <= left + width) {
                graphics.fillText("*", x - 3, y + size + 3 * layout.scale());
            }
        });
    }

    private void brush(GraphicsContext graphics, Range window, double width, double height) {
        Range brush = investigation.time().brush().get();
        if (brush != null) {
            Color colour = theme().accent();
            graphics.setFill(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 0.18));
            band(graphics, brush, investigation.time().whole(), 0, width, 0, layout.overview());
            band(graphics, brush, window, layout.names(), width - layout.names(), layout.overview(), height);
        }
    }

    private void band(
            GraphicsContext graphics, Range brush, Range range, double left, double width, double top, double bottom) {
        double from = Math.max(left, TimelineLayout.xOf(brush.from(), range, left, width));
        double to = Math.min(left + width, TimelineLayout.xOf(brush.to(), range, left, width));
        if (to >= from) {
            graphics.fillRect(from, top, Math.max(1, to - from), bottom - top);
        }
    }
}
