package lanner.capture.event;

/** Positions of the parameters of dup(2), dup2(2) and dup3(2). */
@PositionsOf({EventType.DUP, EventType.DUP2, EventType.DUP3})
public final class DupParams {
    public static final int OLDFD = 1;

    @PositionsOf({EventType.DUP2, EventType.DUP3})
    public static final int NEWFD = 2;

    @PositionsOf(EventType.DUP3)
    public static final int FLAGS = 3;

    private DupParams() {}
}
