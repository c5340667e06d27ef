package lanner.capture.event;

/** Positions of the parameters of unshare(2). */
@PositionsOf(EventType.UNSHARE)
public final class UnshareParams {
    public static final int FLAGS = 1;

    private UnshareParams() {}
}
