package lanner.capture.event;

/** Positions of the parameters of a call without a row of its own. */
@PositionsOf(EventType.GENERIC)
public final class GenericParams {
    public static final int ID = 0;
    public static final int NATIVE_ID = 1;
    public static final int A0 = 2;
    public static final int A1 = 3;
    public static final int A2 = 4;
    public static final int A3 = 5;
    public static final int A4 = 6;
    public static final int A5 = 7;

    private GenericParams() {}
}
