package lanner.capture.event;

/** Positions of the parameters of setpgid(2). */
@PositionsOf(EventType.SETPGID)
public final class SetpgidParams {
    public static final int PID = 1;
    public static final int PGID = 2;

    private SetpgidParams() {}
}
