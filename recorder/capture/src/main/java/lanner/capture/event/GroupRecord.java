package lanner.capture.event;

/** Positions of the parameters in the record of a group of the machine or of a container. */
@PositionsOf({EventType.GROUP, EventType.GROUPADDED, EventType.GROUPDELETED})
public final class GroupRecord {
    public static final int GID = 0;
    public static final int NAME = 1;

    @PositionsOf({EventType.GROUPADDED, EventType.GROUPDELETED})
    public static final int CONTAINER_ID = 2;

    private GroupRecord() {}
}
