package lanner.capture.event;

/** Positions of the parameters of a thread's end. */
@PositionsOf(EventType.PROCEXIT)
public final class ProcexitParams {
    public static final int STATUS = 0;
    public static final int RET = 1;
    public static final int SIG = 2;
    public static final int CORE = 3;
    public static final int REAPER_TID = 4;

    private ProcexitParams() {}
}
