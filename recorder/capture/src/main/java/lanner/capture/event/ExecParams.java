package lanner.capture.event;

/** Positions of the parameters of execve(2) and execveat(2) beside {@link ImageParams}. */
@PositionsOf({EventType.EXECVE, EventType.EXECVEAT})
public final class ExecParams {
    public static final int ENV = 15;
    public static final int TTY = 16;
    public static final int VPGID = 17;
    public static final int LOGINUID = 18;
    public static final int FLAGS = 19;
    public static final int CAP_INHERITABLE = 20;
    public static final int CAP_PERMITTED = 21;
    public static final int CAP_EFFECTIVE = 22;
    public static final int EXE_INO = 23;
    public static final int EXE_INO_CTIME = 24;
    public static final int EXE_INO_MTIME = 25;
    public static final int UID = 26;
    public static final int TRUSTED_EXEPATH = 27;
    public static final int PGID = 28;
    public static final int GID = 29;

    @PositionsOf(EventType.EXECVE)
    public static final int FILENAME = 30;

    private ExecParams() {}
}
