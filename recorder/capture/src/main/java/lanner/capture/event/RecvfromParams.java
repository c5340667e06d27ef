package lanner.capture.event;

/** Positions of the parameters of recvfrom(2). */
@PositionsOf(EventType.RECVFROM)
public final class RecvfromParams {
    public static final int DATA = 1;
    public static final int TUPLE = 2;
    public static final int FD = 3;
    public static final int SIZE = 4;

    private RecvfromParams() {}
}
