package lanner.capture.event;

/** Positions of the parameters in the record of the container that the recorder ran in. */
@PositionsOf(EventType.CONTAINER_FACTS)
public final class ContainerRecord {
    public static final int ID = 0;
    public static final int ENGINE = 1;
    public static final int NAME = 2;
    public static final int IMAGE = 3;
    public static final int IMAGE_ID = 4;
    public static final int LABELS = 5;
    public static final int START_TIME = 6;
    public static final int IP = 7;
    public static final int POD_NAME = 8;
    public static final int POD_NAMESPACE = 9;
    public static final int POD_UID = 10;
    public static final int POD_IP = 11;
    public static final int POD_SANDBOX_ID = 12;
    public static final int POD_LABELS = 13;
    public static final int NODE_NAME = 14;

    private ContainerRecord() {}
}
