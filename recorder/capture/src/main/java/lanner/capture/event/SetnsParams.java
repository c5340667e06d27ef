package lanner.capture.event;

/** Positions of the parameters of setns(2). */
@PositionsOf(EventType.SETNS)
public final class SetnsParams {
    public static final int FD = 1;
    public static final int NSTYPE = 2;

    private SetnsParams() {}
}
