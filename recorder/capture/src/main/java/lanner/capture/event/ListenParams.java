package lanner.capture.event;

/** Positions of the parameters of listen(2). */
@PositionsOf(EventType.LISTEN)
public final class ListenParams {
    public static final int FD = 1;
    public static final int BACKLOG = 2;

    private ListenParams() {}
}
