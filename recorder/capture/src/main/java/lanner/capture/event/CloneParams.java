package lanner.capture.event;

/** Positions of the parameters of clone(2), fork(2) and vfork(2) beside {@link ImageParams}. */
@PositionsOf({EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK})
public final class CloneParams {
    public static final int FLAGS = 15;
    public static final int UID = 16;
    public static final int GID = 17;
    public static final int VTID = 18;
    public static final int VPID = 19;
    public static final int PIDNS_INIT_START_TS = 20;

    private CloneParams() {}
}
