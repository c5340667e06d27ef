package lanner.capture.event;

/** Positions of the parameters of close_range(2). */
@PositionsOf(EventType.CLOSE_RANGE)
public final class CloseRangeParams {
    public static final int FIRST = 1;
    public static final int LAST = 2;
    public static final int FLAGS = 3;

    private CloseRangeParams() {}
}
