package lanner.capture.event;

/** Positions of the parameters of fcntl(2). */
@PositionsOf(EventType.FCNTL)
public final class FcntlParams {
    public static final int FD = 1;
    public static final int CMD = 2;
    public static final int ARG = 3;

    private FcntlParams() {}
}
