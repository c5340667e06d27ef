package lanner.capture.event;

/** Positions of the parameters of the calls that set users, groups and capabilities. */
public final class CredentialParams {
    @PositionsOf(EventType.SETUID)
    public static final int UID = 1;

    @PositionsOf({EventType.SETREUID, EventType.SETRESUID})
    public static final int EUID = 2;

    @PositionsOf(EventType.SETGID)
    public static final int GID = 1;

    @PositionsOf({EventType.SETREGID, EventType.SETRESGID})
    public static final int EGID = 2;

    @PositionsOf(EventType.CAPSET)
    public static final int CAP_INHERITABLE = 1;

    @PositionsOf(EventType.CAPSET)
    public static final int CAP_PERMITTED = 2;

    @PositionsOf(EventType.CAPSET)
    public static final int CAP_EFFECTIVE = 3;

    private CredentialParams() {}
}
