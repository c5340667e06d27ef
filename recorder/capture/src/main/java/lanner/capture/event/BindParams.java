package lanner.capture.event;

/** Positions of the parameters of bind(2). */
@PositionsOf(EventType.BIND)
public final class BindParams {
    public static final int ADDR = 1;
    public static final int FD = 2;

    private BindParams() {}
}
