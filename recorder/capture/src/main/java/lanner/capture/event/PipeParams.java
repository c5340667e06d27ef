package lanner.capture.event;

/** Positions of the parameters of pipe(2) and pipe2(2). */
@PositionsOf({EventType.PIPE, EventType.PIPE2})
public final class PipeParams {
    public static final int FD1 = 1;
    public static final int FD2 = 2;
    public static final int INO = 3;

    @PositionsOf(EventType.PIPE2)
    public static final int FLAGS = 4;

    private PipeParams() {}
}
