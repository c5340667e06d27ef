package lanner.capture.event;

/** Positions of the parameters in the record of a descriptor that was open before. */
@PositionsOf(EventType.DESCRIPTOR)
public final class DescriptorRecord {
    public static final int PID = 0;
    public static final int FD = 1;
    public static final int KIND = 2;
    public static final int NAME = 3;
    public static final int FLAGS = 4;
    public static final int DEV = 5;
    public static final int INO = 6;
    public static final int TUPLE = 7;
    public static final int L4PROTO = 8;
    public static final int LISTENING = 9;

    private DescriptorRecord() {}
}
