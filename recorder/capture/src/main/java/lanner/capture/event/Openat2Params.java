package lanner.capture.event;

/** Positions of the parameters of openat2(2) beside {@link OpenatParams}. */
@PositionsOf(EventType.OPENAT2)
public final class Openat2Params {
    public static final int RESOLVE = 5;
    public static final int DEV = 6;
    public static final int INO = 7;

    private Openat2Params() {}
}
