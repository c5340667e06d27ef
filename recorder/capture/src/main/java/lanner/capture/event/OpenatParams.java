package lanner.capture.event;

/** Positions of the parameters of openat(2) and openat2(2). */
@PositionsOf({EventType.OPENAT, EventType.OPENAT2})
public final class OpenatParams {
    public static final int DIRFD = 1;
    public static final int NAME = 2;
    public static final int FLAGS = 3;
    public static final int MODE = 4;

    @PositionsOf(EventType.OPENAT)
    public static final int DEV = 5;

    @PositionsOf(EventType.OPENAT)
    public static final int INO = 6;

    private OpenatParams() {}
}
