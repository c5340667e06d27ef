package lanner.capture.event;

/** Positions of the parameters of sendmmsg(2) and recvmmsg(2). */
@PositionsOf({EventType.SENDMMSG, EventType.RECVMMSG})
public final class MmsgParams {
    public static final int FD = 1;
    public static final int SIZE = 2;
    public static final int DATA = 3;
    public static final int TUPLE = 4;

    @PositionsOf(EventType.RECVMMSG)
    public static final int MSGCONTROL = 5;

    private MmsgParams() {}
}
