package lanner.capture.event;

/** Positions of the parameters of accept(2) and accept4(2). */
@PositionsOf({EventType.ACCEPT, EventType.ACCEPT4})
public final class AcceptParams {
    public static final int TUPLE = 1;
    public static final int QUEUEPCT = 2;
    public static final int QUEUELEN = 3;
    public static final int QUEUEMAX = 4;

    @PositionsOf(EventType.ACCEPT4)
    public static final int FLAGS = 5;

    private AcceptParams() {}
}
