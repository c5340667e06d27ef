package lanner.capture.event;

/** Positions of the parameters of pidfd_open(2). */
@PositionsOf(EventType.PIDFD_OPEN)
public final class PidfdOpenParams {
    public static final int PID = 1;
    public static final int FLAGS = 2;

    private PidfdOpenParams() {}
}
