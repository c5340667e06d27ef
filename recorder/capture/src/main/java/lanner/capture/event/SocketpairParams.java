package lanner.capture.event;

/** Positions of the parameters of socketpair(2). */
@PositionsOf(EventType.SOCKETPAIR)
public final class SocketpairParams {
    public static final int FD1 = 1;
    public static final int FD2 = 2;
    public static final int SOURCE = 3;
    public static final int PEER = 4;
    public static final int DOMAIN = 5;
    public static final int TYPE = 6;
    public static final int PROTO = 7;
    public static final int FLAGS = 8;

    private SocketpairParams() {}
}
