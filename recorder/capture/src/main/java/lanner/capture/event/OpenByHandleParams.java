package lanner.capture.event;

/** Positions of the parameters of open_by_handle_at(2). */
@PositionsOf(EventType.OPEN_BY_HANDLE_AT)
public final class OpenByHandleParams {
    public static final int MOUNTFD = 1;
    public static final int FLAGS = 2;
    public static final int PATH = 3;
    public static final int DEV = 4;
    public static final int INO = 5;

    private OpenByHandleParams() {}
}
