package lanner.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.SegmentHeaderRecord;

/**
 * What a segment says first: which recording it belongs to, where and how it was made. Texts are bytes, one character
 * a byte.
 *
 * @param version the format's version, {@link #VERSION}
 * @param segment the segment's place in the capture, from 0
 * @param eventsBefore how many events the segments before hold
 * @param captureId random, the same in all segments
 * @param recorder the recorder's name and version
 * @param bootTime nanoseconds since the epoch
 * @param command the recorded command's arguments
 * @param profile which calls were traced
 * @param filter the names of the traced calls, for people
 * @param snaplenPath the longest path kept, in bytes
 * @param snaplenData the longest data kept, in bytes
 * @param environmentPolicy what of the environment was kept: none, names, all
 * @param timezone the recording machine's zone
 * @param previousHash the hash of the segment before; empty for the first
 * @param redactions the expressions whose matches were replaced before anything was written
 * @param attributes more about the recording, by name: {@link #RETENTION}, {@link #ATTACHED_TO},
 *     {@link #PUBLIC_KEY}
 */
public record SegmentHeader(
        int version,
        int segment,
        long eventsBefore,
        String captureId,
        String recorder,
        String hostname,
        String kernel,
        String machine,
        String bootId,
        long bootTime,
        int cpus,
        List<String> command,
        String cwd,
        String profile,
        String filter,
        int snaplenPath,
        int snaplenData,
        String environmentPolicy,
        String timezone,
        String previousHash,
        List<String> redactions,
        Map<String, String> attributes) {
    /** The version that this code writes. */
    public static final int VERSION = 1;

    /** The attribute that says which segments were to be dropped ({@link Retention#words}). */
    public static final String RETENTION = "retention";

    /** The attribute that names the processes that were attached to, where no command was started. */
    public static final String ATTACHED_TO = "attached_to";

    /** The attribute that holds the key which checks the footers' signatures: X.509, in Base64. */
    public static final String PUBLIC_KEY = "public_key";

    /** The attribute that names the list of whole-file hashes that the recorder writes at the capture's end. */
    public static final String MANIFEST = "manifest";

    public SegmentHeader {
        command = List.copyOf(command);
        redactions = List.copyOf(redactions);
        attributes = Map.copyOf(attributes);
    }

    /** A header without redactions and attributes. */
    public SegmentHeader(
            int version,
            int segment,
            long eventsBefore,
            String captureId,
            String recorder,
            String hostname,
            String kernel,
            String machine,
            String bootId,
            long bootTime,
            int cpus,
            List<String> command,
            String cwd,
            String profile,
            String filter,
            int snaplenPath,
            int snaplenData,
            String environmentPolicy,
            String timezone,
            String previousHash) {
        this(
                version,
                segment,
                eventsBefore,
                captureId,
                recorder,
                hostname,
                kernel,
                machine,
                bootId,
                bootTime,
                cpus,
                command,
                cwd,
                profile,
                filter,
                snaplenPath,
                snaplenData,
                environmentPolicy,
                timezone,
                previousHash,
                List.of(),
                Map.of());
    }

    /** The header of a later segment of the same capture. */
    public SegmentHeader next(int number, long before, String hash) {
        return with(number, before, hash, attributes);
    }

    /** The header of a first segment with other attributes. */
    public SegmentHeader withAttributes(Map<String, String> others) {
        return with(0, 0, "", others);
    }

    private SegmentHeader with(int number, long before, String hash, Map<String, String> others) {
        return new SegmentHeader(
                version,
                number,
                before,
                captureId,
                recorder,
                hostname,
                kernel,
                machine,
                bootId,
                bootTime,
                cpus,
                command,
                cwd,
                profile,
                filter,
                snaplenPath,
                snaplenData,
                environmentPolicy,
                timezone,
                hash,
                redactions,
                others);
    }

    /** Fills the encoder with this header as a record. */
    public EventEncoder encode(EventEncoder encoder, long timeNanos, long monotonicNanos) {
        return encoder.begin(EventType.SEGMENT_HEADER, 0, timeNanos, monotonicNanos)
                .number(SegmentHeaderRecord.VERSION, version)
                .number(SegmentHeaderRecord.SEGMENT, segment)
                .number(SegmentHeaderRecord.EVENTS_BEFORE, eventsBefore)
                .text(SegmentHeaderRecord.CAPTURE_ID, captureId)
                .text(SegmentHeaderRecord.RECORDER, recorder)
                .text(SegmentHeaderRecord.HOSTNAME, hostname)
                .text(SegmentHeaderRecord.KERNEL, kernel)
                .text(SegmentHeaderRecord.MACHINE, machine)
                .text(SegmentHeaderRecord.BOOT_ID, bootId)
                .number(SegmentHeaderRecord.BOOT_TIME, bootTime)
                .number(SegmentHeaderRecord.CPUS, cpus)
                .bytes(SegmentHeaderRecord.COMMAND, items(command))
                .text(SegmentHeaderRecord.CWD, cwd)
                .text(SegmentHeaderRecord.PROFILE, profile)
                .text(SegmentHeaderRecord.FILTER, filter)
                .number(SegmentHeaderRecord.SNAPLEN_PATH, snaplenPath)
                .number(SegmentHeaderRecord.SNAPLEN_DATA, snaplenData)
                .text(SegmentHeaderRecord.ENVIRONMENT_POLICY, environmentPolicy)
                .bytes(SegmentHeaderRecord.REDACTIONS, items(redactions))
                .text(SegmentHeaderRecord.TIMEZONE, timezone)
                .text(SegmentHeaderRecord.PREVIOUS_HASH, previousHash)
                .bytes(
                        SegmentHeaderRecord.ATTRIBUTES,
                        items(new TreeMap<>(attributes)
                                .entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .toList()));
    }

    /**
     * The header in a record of type {@link EventType#SEGMENT_HEADER}.
     *
     * @throws CaptureFormatException for a version that this code does not read
     */
    static SegmentHeader decode(Event event) throws CaptureFormatException {
        long version = event.param(SegmentHeaderRecord.VERSION, 0);
        if (version != VERSION) {
            throw new CaptureFormatException(
                    "the capture has format version " + version + ", this Lanner reads version " + VERSION);
        }
        return new SegmentHeader(
                (int) version,
                (int) event.param(SegmentHeaderRecord.SEGMENT, 0),
                event.param(SegmentHeaderRecord.EVENTS_BEFORE, 0),
                text(event, SegmentHeaderRecord.CAPTURE_ID),
                text(event, SegmentHeaderRecord.RECORDER),
                text(event, SegmentHeaderRecord.HOSTNAME),
                text(event, SegmentHeaderRecord.KERNEL),
                text(event, SegmentHeaderRecord.MACHINE),
                text(event, SegmentHeaderRecord.BOOT_ID),
                event.param(SegmentHeaderRecord.BOOT_TIME, 0),
                (int) event.param(SegmentHeaderRecord.CPUS, 0),
                items(event.bytes(SegmentHeaderRecord.COMMAND)),
                text(event, SegmentHeaderRecord.CWD),
                text(event, SegmentHeaderRecord.PROFILE),
                text(event, SegmentHeaderRecord.FILTER),
                (int) event.param(SegmentHeaderRecord.SNAPLEN_PATH, 0),
                (int) event.param(SegmentHeaderRecord.SNAPLEN_DATA, 0),
                text(event, SegmentHeaderRecord.ENVIRONMENT_POLICY),
                text(event, SegmentHeaderRecord.TIMEZONE),
                text(event, SegmentHeaderRecord.PREVIOUS_HASH),
                items(event.bytes(SegmentHeaderRecord.REDACTIONS)),
                attributes(items(event.bytes(SegmentHeaderRecord.ATTRIBUTES))));
    }

    private static Map<String, String> attributes(List<String> items) {
        Map<String, String> attributes = new TreeMap<>();
        for (String item : items) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                attributes.put(item.substring(0, equals), item.substring(equals + 1));
            }
        }
        return attributes;
    }

    private static String text(Event event, int param) {
        String text = event.text(param);
        return text == null ? "" : text;
    }

    private static byte[] items(List<String> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String item : items) {
            bytes.writeBytes(item.getBytes(StandardCharsets.ISO_8859_1));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    private static List<String> items(byte[] bytes) {
        List<String> items = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                items.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return items;
    }
}
