package lanner.capture.event;

/** Positions of the parameters of socket(2). */
@PositionsOf(EventType.SOCKET)
public final class SocketParams {
    public static final int DOMAIN = 1;
    public static final int TYPE = 2;
    public static final int PROTO = 3;
    public static final int FLAGS = 4;

    private SocketParams() {}
}
