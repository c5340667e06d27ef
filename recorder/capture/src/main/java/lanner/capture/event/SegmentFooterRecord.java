package lanner.capture.event;

/** Positions of the parameters in the record of a segment's end. */
@PositionsOf(EventType.SEGMENT_FOOTER)
public final class SegmentFooterRecord {
    public static final int RECORDS = 0;
    public static final int EVENTS = 1;
    public static final int FIRST_SEQUENCE = 2;
    public static final int LAST_SEQUENCE = 3;
    public static final int EXIT_STATUS = 4;
    public static final int END_REASON = 5;
    public static final int SHA256 = 6;
    public static final int COUNTERS = 7;
    public static final int SIGNATURE = 8;

    private SegmentFooterRecord() {}
}
