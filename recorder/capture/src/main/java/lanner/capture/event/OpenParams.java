package lanner.capture.event;

/** Positions of the parameters of open(2). */
@PositionsOf(EventType.OPEN)
public final class OpenParams {
    public static final int NAME = 1;
    public static final int FLAGS = 2;
    public static final int MODE = 3;
    public static final int DEV = 4;
    public static final int INO = 5;

    private OpenParams() {}
}
