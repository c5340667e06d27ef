package lanner.capture.event;

/** Positions of the parameters of creat(2). */
@PositionsOf(EventType.CREAT)
public final class CreatParams {
    public static final int NAME = 1;
    public static final int MODE = 2;
    public static final int DEV = 3;
    public static final int INO = 4;
    public static final int CREAT_FLAGS = 5;

    private CreatParams() {}
}
