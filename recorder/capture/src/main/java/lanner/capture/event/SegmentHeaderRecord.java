package lanner.capture.event;

/** Positions of the parameters in the record of a segment's beginning. */
@PositionsOf(EventType.SEGMENT_HEADER)
public final class SegmentHeaderRecord {
    public static final int VERSION = 0;
    public static final int SEGMENT = 1;
    public static final int EVENTS_BEFORE = 2;
    public static final int CAPTURE_ID = 3;
    public static final int RECORDER = 4;
    public static final int HOSTNAME = 5;
    public static final int KERNEL = 6;
    public static final int MACHINE = 7;
    public static final int BOOT_ID = 8;
    public static final int BOOT_TIME = 9;
    public static final int CPUS = 10;
    public static final int COMMAND = 11;
    public static final int CWD = 12;
    public static final int PROFILE = 13;
    public static final int FILTER = 14;
    public static final int SNAPLEN_PATH = 15;
    public static final int SNAPLEN_DATA = 16;
    public static final int ENVIRONMENT_POLICY = 17;
    public static final int REDACTIONS = 18;
    public static final int TIMEZONE = 19;
    public static final int PREVIOUS_HASH = 20;
    public static final int ATTRIBUTES = 21;

    private SegmentHeaderRecord() {}
}
