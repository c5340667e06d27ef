package lanner.capture.event;

/** Positions of the parameters of setsockopt(2) and getsockopt(2). */
@PositionsOf({EventType.SETSOCKOPT, EventType.GETSOCKOPT})
public final class SockoptParams {
    public static final int FD = 1;
    public static final int LEVEL = 2;
    public static final int OPTNAME = 3;
    public static final int VAL = 4;
    public static final int OPTLEN = 5;

    private SockoptParams() {}
}
