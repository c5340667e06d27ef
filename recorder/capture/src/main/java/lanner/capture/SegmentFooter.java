package lanner.capture;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.SegmentFooterRecord;

/**
 * What a segment says last: how much it holds and how the recording ended. A segment without one was cut off.
 *
 * @param records the records before the footer, the header included
 * @param events those of them that are events
 * @param firstSequence the header's sequence number
 * @param lastSequence the last record's before the footer
 * @param exitStatus the command's status as a shell tells it; -1 if unknown
 * @param endReason why the recording ended
 * @param sha256 in hexadecimal, over the previous segment's hash (its hexadecimal text) and the bytes of all records
 * @param counters the recorder's figures
 * @param signature Ed25519 (RFC 8032) over the text of {@code sha256}, in hexadecimal; empty when not signed
 */
public record SegmentFooter(
        long records,
        long events,
        long firstSequence,
        long lastSequence,
        int exitStatus,
        String endReason,
        String sha256,
        Map<String, Long> counters,
        String signature) {
    /** The reason of an end that is none: the recording goes on in the next segment. */
    public static final String NEXT_FOLLOWS = "continued";

    /** The same, with this segment the last that was put aside ({@code SIGUSR1}). */
    public static final String KEPT = "kept";

    /** What the reason begins with when the recording could not go on though the program did. */
    public static final String FAILED = "capture failed";

    /** The counter of segments that had ended, where they are handed to a command; the one that ends is not in it. */
    public static final String SEGMENTS_ENDED = "segments_ended";

    /** Those of them that had arrived. */
    public static final String SEGMENTS_DELIVERED = "segments_delivered";

    /** Those of them that had been given up. */
    public static final String SEGMENTS_UNDELIVERED = "segments_undelivered";

    static final Set<String> CONTINUED = Set.of(NEXT_FOLLOWS, KEPT);

    public SegmentFooter {
        counters = Map.copyOf(counters);
    }

    /** Fills the encoder with this footer as a record. */
    public EventEncoder encode(EventEncoder encoder, long timeNanos, long monotonicNanos) {
        StringBuilder figures = new StringBuilder();
        new TreeMap<>(counters)
                .forEach((name, value) ->
                        figures.append(name).append('=').append(value).append('\0'));
        return encoder.begin(EventType.SEGMENT_FOOTER, 0, timeNanos, monotonicNanos)
                .number(SegmentFooterRecord.RECORDS, records)
                .number(SegmentFooterRecord.EVENTS, events)
                .number(SegmentFooterRecord.FIRST_SEQUENCE, firstSequence)
                .number(SegmentFooterRecord.LAST_SEQUENCE, lastSequence)
                .number(SegmentFooterRecord.EXIT_STATUS, exitStatus)
                .text(SegmentFooterRecord.END_REASON, endReason)
                .text(SegmentFooterRecord.SHA256, sha256)
                .text(SegmentFooterRecord.COUNTERS, figures.toString())
                .text(SegmentFooterRecord.SIGNATURE, signature);
    }

    static SegmentFooter decode(Event event) {
        Map<String, Long> counters = new TreeMap<>();
        for (String figure :
                new String(event.bytes(SegmentFooterRecord.COUNTERS), StandardCharsets.ISO_8859_1).split("\0")) {
            int equals = figure.indexOf('=');
            if (equals > 0 && figure.substring(equals + 1).matches("-?[0-9]{1,18}")) {
                counters.put(figure.substring(0, equals), Long.parseLong(figure.substring(equals + 1)));
            }
        }
        return new SegmentFooter(
                event.param(SegmentFooterRecord.RECORDS, 0),
                event.param(SegmentFooterRecord.EVENTS, 0),
                event.param(SegmentFooterRecord.FIRST_SEQUENCE, 0),
                event.param(SegmentFooterRecord.LAST_SEQUENCE, 0),
                (int) event.param(SegmentFooterRecord.EXIT_STATUS, -1),
                event.text(SegmentFooterRecord.END_REASON, ""),
                event.text(SegmentFooterRecord.SHA256, ""),
                counters,
                event.text(SegmentFooterRecord.SIGNATURE, ""));
    }
}
