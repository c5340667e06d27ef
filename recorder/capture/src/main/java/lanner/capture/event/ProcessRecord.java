package lanner.capture.event;

/** Positions of the parameters in the record of a process or thread: of one that was there before, or of what was looked up for a thread's next event. */
@PositionsOf(EventType.PROCESS)
public final class ProcessRecord {
    public static final int TID = 0;
    public static final int PID = 1;
    public static final int PTID = 2;
    public static final int SID = 3;
    public static final int PGID = 4;
    public static final int VTID = 5;
    public static final int VPID = 6;
    public static final int VPGID = 7;
    public static final int COMM = 8;
    public static final int EXE = 9;
    public static final int EXEPATH = 10;
    public static final int ARGS = 11;
    public static final int ENV = 12;
    public static final int CWD = 13;
    public static final int ROOT = 14;
    public static final int CGROUPS = 15;
    public static final int UID = 16;
    public static final int GID = 17;
    public static final int LOGINUID = 18;
    public static final int TTY = 19;
    public static final int CAP_INHERITABLE = 20;
    public static final int CAP_PERMITTED = 21;
    public static final int CAP_EFFECTIVE = 22;
    public static final int FDLIMIT = 23;
    public static final int START_TIME = 24;
    public static final int PIDNS_INIT_START_TS = 25;
    public static final int EXE_INO = 26;
    public static final int EXE_INO_CTIME = 27;
    public static final int EXE_INO_MTIME = 28;
    public static final int FLAGS = 29;
    public static final int FROM_TID = 30;

    private ProcessRecord() {}
}
