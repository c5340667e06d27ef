package lanner.capture.event;

/** Positions of the parameters of clone(2) and execve(2) alike: what the thread is and what it runs. */
@PositionsOf({EventType.CLONE, EventType.CLONE3, EventType.FORK, EventType.VFORK, EventType.EXECVE, EventType.EXECVEAT})
public final class ImageParams {
    public static final int EXE = 1;
    public static final int ARGS = 2;
    public static final int TID = 3;
    public static final int PID = 4;
    public static final int PTID = 5;
    public static final int CWD = 6;
    public static final int FDLIMIT = 7;
    public static final int PGFT_MAJ = 8;
    public static final int PGFT_MIN = 9;
    public static final int VM_SIZE = 10;
    public static final int VM_RSS = 11;
    public static final int VM_SWAP = 12;
    public static final int COMM = 13;
    public static final int CGROUPS = 14;

    private ImageParams() {}
}
