package lanner.capture.event;

/** Positions of the parameters in the record of a user of the machine or of a container. */
@PositionsOf({EventType.USER, EventType.USERADDED, EventType.USERDELETED})
public final class UserRecord {
    public static final int UID = 0;
    public static final int GID = 1;
    public static final int NAME = 2;
    public static final int HOME = 3;
    public static final int SHELL = 4;

    @PositionsOf({EventType.USERADDED, EventType.USERDELETED})
    public static final int CONTAINER_ID = 5;

    private UserRecord() {}
}
