package lanner.capture.event;

/** Positions of the parameters of ioctl(2). */
@PositionsOf(EventType.IOCTL)
public final class IoctlParams {
    public static final int FD = 1;
    public static final int REQUEST = 2;
    public static final int ARGUMENT = 3;

    private IoctlParams() {}
}
