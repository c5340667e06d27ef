package lanner.capture.event;

/** Positions of the parameters of prctl(2). */
@PositionsOf(EventType.PRCTL)
public final class PrctlParams {
    public static final int OPTION = 1;
    public static final int ARG2_STR = 2;
    public static final int ARG2_INT = 3;

    private PrctlParams() {}
}
