package lanner.capture.event;

/** Positions of the parameters of connect(2). */
@PositionsOf(EventType.CONNECT)
public final class ConnectParams {
    public static final int TUPLE = 1;
    public static final int FD = 2;
    public static final int ADDR = 3;

    private ConnectParams() {}
}
