package lanner.viewer.explore;

import lanner.viewer.model.Settings;
import lanner.viewer.model.TimeWindow.Range;

/**
 * Where the parts of the time line stand, in pixels: the overview above, a ruler, marks, then the lanes. Where there is
 * little room the overview gives way to the first lanes.
 */
final class TimelineLayout {
    private static final double OVERVIEW = 46;
    private static final double LEAST_OVERVIEW = 22;
    /** The overview is not at its full height where these lack room. */
    private static final int FIRST_LANES = 2;
    /** A lane that lacks so little of its height is whole. */
    private static final double ROUNDING = 0.01;

    private static final double RULER = 18;
    private static final double LANE = 15;
    private static final double NAMES = 150;
    private static final double MARKS = 12;

    private final Settings settings;
    /** The height of the whole. */
    private double height;

    TimelineLayout(Settings settings) {
        this.settings = settings;
    }

    double scale() {
        return settings.scale().get();
    }

    /** Takes the height of the whole. */
    void resize(double all) {
        height = all;
    }

    /** The height of the whole below which there would be no lane. */
    double least() {
        return LEAST_OVERVIEW * scale() + belowOverview(1);
    }

    private double belowOverview(int lanes) {
        return (RULER + MARKS + lanes * LANE) * scale();
    }

    /** The height of the overview. */
    double overview() {
        return Math.max(LEAST_OVERVIEW * scale(), Math.min(OVERVIEW * scale(), height - belowOverview(FIRST_LANES)));
    }

    double rulerHeight() {
        return RULER * scale();
    }

    /** Where the ruler ends. */
    double marksTop() {
        return overview() + rulerHeight();
    }

    double lanesTop() {
        return marksTop() + MARKS * scale();
    }

    /** The width of the lanes' names. */
    double names() {
        return NAMES * scale();
    }

    double laneHeight() {
        return LANE * scale();
    }

    /** How many lanes there is room for, at least one. */
    int lanes() {
        return (int) Math.max(1, Math.floor((height - lanesTop()) / laneHeight() + ROUNDING));
    }

    /** The lane at a height; negative above the lanes. */
    int laneAt(double y) {
        return (int) Math.floor((y - lanesTop()) / laneHeight());
    }

    /** Where a moment of a range stands, if the range fills the width from a place on. */
    static double xOf(long axis, Range range, double left, double width) {
        return left + (axis - range.from()) / (double) range.length() * width;
    }

    /** The moment at a place; the range's ends beyond it. */
    static long axisAt(double x, Range range, double left, double width) {
        double part = Math.max(0, Math.min(1, (x - left) / Math.max(1, width)));
        return range.from() + (long) (part * range.length());
    }
}
