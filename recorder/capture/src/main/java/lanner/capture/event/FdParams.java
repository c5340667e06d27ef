package lanner.capture.event;

/** Positions of the parameters of calls that take a descriptor and nothing else. */
@PositionsOf({EventType.CLOSE, EventType.FCHDIR})
public final class FdParams {
    public static final int FD = 1;

    private FdParams() {}
}
