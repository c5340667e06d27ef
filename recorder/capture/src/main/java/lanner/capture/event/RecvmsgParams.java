package lanner.capture.event;

/** Positions of the parameters of recvmsg(2). */
@PositionsOf(EventType.RECVMSG)
public final class RecvmsgParams {
    public static final int SIZE = 1;
    public static final int DATA = 2;
    public static final int TUPLE = 3;
    public static final int MSGCONTROL = 4;
    public static final int FD = 5;

    private RecvmsgParams() {}
}
