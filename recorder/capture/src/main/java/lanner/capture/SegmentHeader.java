package lanner.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.SegmentHeaderRecord;

/**
 * What a segment says first: which recording it belongs to, where and how it was made. Texts are bytes, one character
 * a byte.
 *
 * @param version the format's version: {@link #VERSION} of a capture made today, an older one of one read
 * @param attributes more about the recording, by name: {@link #RETENTION}, {@link #ATTACHED_TO},
 *     {@link #PUBLIC_KEY}, {@link #INLINE}
 */
public record SegmentHeader(
        int version, Place place, Origin origin, Host host, Content content, Map<String, String> attributes) {
    /** The version that this code writes. */
    public static final int VERSION = 2;

    /** The oldest version that this code reads. */
    private static final int OLDEST_VERSION = 1;

    /** The attribute that says which segments were to be dropped ({@link Retention#words}). */
    public static final String RETENTION = "retention";

    /** The attribute of a recording whose segments are handed to a command as they end: {@link #DELIVERED}. */
    public static final String ON_SEGMENT = "on_segment";

    /** Each segment travels alone, and the list of whole-file hashes does not travel with them. */
    public static final String DELIVERED = "delivered";

    /** The attribute that names the processes that were attached to, where no command was started. */
    public static final String ATTACHED_TO = "attached_to";

    /** The attribute that holds the key which checks the footers' signatures: X.509, in Base64. */
    public static final String PUBLIC_KEY = "public_key";

    /** The attribute that names the list of whole-file hashes that the recorder writes at the capture's end. */
    public static final String MANIFEST = "manifest";

    /** The attribute that says which calls were recorded inside the processes: the label of an {@link InlineLevel}. */
    public static final String INLINE = "inline";

    /** The attribute that says what the machine lacked, where nothing could be recorded inside the processes. */
    public static final String INLINE_MISSING = "inline_missing";

    public SegmentHeader {
        attributes = Map.copyOf(attributes);
    }

    /** The header of a first segment without attributes, in the version that this code writes. */
    public SegmentHeader(Origin origin, Host host, Content content) {
        this(VERSION, Place.FIRST, origin, host, content, Map.of());
    }

    /**
     * Which part of the capture it begins.
     *
     * @param segment the segment's place in the capture, from 0
     * @param eventsBefore how many events the segments before hold
     * @param previousHash the hash of the segment before; empty for the first
     */
    public record Place(int segment, long eventsBefore, String previousHash) {
        /** A capture's beginning. */
        public static final Place FIRST = new Place(0, 0, "");
    }

    /**
     * What was recorded, and by whom.
     *
     * @param captureId random, the same in all segments
     * @param recorder the recorder's name and version
     * @param command the recorded command's arguments
     * @param cwd its working directory
     */
    public record Origin(String captureId, String recorder, List<String> command, String cwd) {
        public Origin {
            command = List.copyOf(command);
        }

        /** A random UUID (RFC 9562), of the kernel where it makes them: Java's own loads its cryptography for it (random(4)). */
        public static String newCaptureId() {
            try {
                String made = Files.readString(Path.of("/proc/sys/kernel/random/uuid"))
                        .strip();
                if (made.length() == 36) {
                    return made;
                }
            } catch (IOException e) {
                // There is no such file in some sandboxes, and on other systems.
            }
            return UUID.randomUUID().toString();
        }
    }

    /**
     * The machine.
     *
     * @param machine its architecture, as uname(2) names it
     * @param bootId random, another after each start
     * @param bootTime nanoseconds since the epoch
     * @param cpus how many processors it has
     * @param timezone its zone
     */
    public record Host(
            String name, String kernel, String machine, String bootId, long bootTime, int cpus, String timezone) {}

    /**
     * What of the calls is in the capture.
     *
     * @param profile which calls were traced
     * @param filter the names of the traced calls, for people
     * @param snaplenPath the longest path kept, in bytes
     * @param snaplenData the longest data kept, in bytes
     * @param environmentPolicy what of the environment was kept: none, names, all
     * @param redactions the expressions whose matches were replaced before anything was written
     */
    public record Content(
            String profile,
            String filter,
            int snaplenPath,
            int snaplenData,
            String environmentPolicy,
            List<String> redactions) {
        public Content {
            redactions = List.copyOf(redactions);
        }
    }

    /** The header of a later segment of the same capture. */
    public SegmentHeader next(Place next) {
        return new SegmentHeader(version, next, origin, host, content, attributes);
    }

    /** Which calls were recorded inside the processes, in the header's own word; {@code off} where it says nothing. */
    public String inlineLevel() {
        return attributes.getOrDefault(INLINE, InlineLevel.OFF.label());
    }

    /** Which calls were recorded inside the processes, and why none were where that was not the user's wish. */
    public String inlineWords() {
        String missing = attributes.getOrDefault(INLINE_MISSING, "");
        return missing.isEmpty() ? inlineLevel() : inlineLevel() + " (" + missing + ")";
    }

    /** The header of a first segment with other attributes. */
    public SegmentHeader withAttributes(Map<String, String> others) {
        return new SegmentHeader(version, Place.FIRST, origin, host, content, others);
    }

    /** Fills the encoder with this header as a record. */
    public EventEncoder encode(EventEncoder encoder, long timeNanos, long monotonicNanos) {
        return encoder.begin(EventType.SEGMENT_HEADER, 0, timeNanos, monotonicNanos)
                .number(SegmentHeaderRecord.VERSION, version)
                .number(SegmentHeaderRecord.SEGMENT, place.segment())
                .number(SegmentHeaderRecord.EVENTS_BEFORE, place.eventsBefore())
                .text(SegmentHeaderRecord.CAPTURE_ID, origin.captureId())
                .text(SegmentHeaderRecord.RECORDER, origin.recorder())
                .text(SegmentHeaderRecord.HOSTNAME, host.name())
                .text(SegmentHeaderRecord.KERNEL, host.kernel())
                .text(SegmentHeaderRecord.MACHINE, host.machine())
                .text(SegmentHeaderRecord.BOOT_ID, host.bootId())
                .number(SegmentHeaderRecord.BOOT_TIME, host.bootTime())
                .number(SegmentHeaderRecord.CPUS, host.cpus())
                .bytes(SegmentHeaderRecord.COMMAND, items(origin.command()))
                .text(SegmentHeaderRecord.CWD, origin.cwd())
                .text(SegmentHeaderRecord.PROFILE, content.profile())
                .text(SegmentHeaderRecord.FILTER, content.filter())
                .number(SegmentHeaderRecord.SNAPLEN_PATH, content.snaplenPath())
                .number(SegmentHeaderRecord.SNAPLEN_DATA, content.snaplenData())
                .text(SegmentHeaderRecord.ENVIRONMENT_POLICY, content.environmentPolicy())
                .bytes(SegmentHeaderRecord.REDACTIONS, items(content.redactions()))
                .text(SegmentHeaderRecord.TIMEZONE, host.timezone())
                .text(SegmentHeaderRecord.PREVIOUS_HASH, place.previousHash())
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
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new CaptureFormatException("the capture has format version " + version
                    + ", this Lanner reads versions " + OLDEST_VERSION + " to " + VERSION);
        }
        return new SegmentHeader(
                (int) version,
                place(event),
                origin(event),
                host(event),
                content(event),
                attributes(items(event.bytes(SegmentHeaderRecord.ATTRIBUTES))));
    }

    private static Place place(Event event) {
        return new Place(
                (int) event.param(SegmentHeaderRecord.SEGMENT, 0),
                event.param(SegmentHeaderRecord.EVENTS_BEFORE, 0),
                text(event, SegmentHeaderRecord.PREVIOUS_HASH));
    }

    private static Origin origin(Event event) {
        return new Origin(
                text(event, SegmentHeaderRecord.CAPTURE_ID),
                text(event, SegmentHeaderRecord.RECORDER),
                items(event.bytes(SegmentHeaderRecord.COMMAND)),
                text(event, SegmentHeaderRecord.CWD));
    }

    private static Host host(Event event) {
        return new Host(
                text(event, SegmentHeaderRecord.HOSTNAME),
                text(event, SegmentHeaderRecord.KERNEL),
                text(event, SegmentHeaderRecord.MACHINE),
                text(event, SegmentHeaderRecord.BOOT_ID),
                event.param(SegmentHeaderRecord.BOOT_TIME, 0),
                (int) event.param(SegmentHeaderRecord.CPUS, 0),
                text(event, SegmentHeaderRecord.TIMEZONE));
    }

    private static Content content(Event event) {
        return new Content(
                text(event, SegmentHeaderRecord.PROFILE),
                text(event, SegmentHeaderRecord.FILTER),
                (int) event.param(SegmentHeaderRecord.SNAPLEN_PATH, 0),
                (int) event.param(SegmentHeaderRecord.SNAPLEN_DATA, 0),
                text(event, SegmentHeaderRecord.ENVIRONMENT_POLICY),
                items(event.bytes(SegmentHeaderRecord.REDACTIONS)));
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
