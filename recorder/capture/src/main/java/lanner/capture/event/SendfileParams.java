package lanner.capture.event;

/** Positions of the parameters of sendfile(2). */
@PositionsOf(EventType.SENDFILE)
public final class SendfileParams {
    public static final int OFFSET = 1;
    public static final int OUT_FD = 2;
    public static final int IN_FD = 3;
    public static final int SIZE = 4;

    private SendfileParams() {}
}
