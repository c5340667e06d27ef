package lanner.capture.event;

/** Positions of the parameters of pidfd_getfd(2). */
@PositionsOf(EventType.PIDFD_GETFD)
public final class PidfdGetfdParams {
    public static final int PID_FD = 1;
    public static final int TARGET_FD = 2;
    public static final int FLAGS = 3;

    private PidfdGetfdParams() {}
}
