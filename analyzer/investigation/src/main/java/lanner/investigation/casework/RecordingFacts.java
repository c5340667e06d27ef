package lanner.investigation.casework;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.SegmentHeader;

/** What a recording says of itself, by names for people; values are bytes, one character each. */
public final class RecordingFacts {
    private static final String IMPORTED_FROM = "imported_from";
    private static final long SECOND = 1_000_000_000L;

    private RecordingFacts() {}

    /**
     * In the order in which a person asks for them. What the header does not know is left out; of a capture that came from
     * another tool's file, whose header can know little, it is said to be unknown.
     */
    public static Map<String, String> of(SegmentHeader header) {
        return header.attributes().containsKey(IMPORTED_FROM) ? imported(header) : recorded(header);
    }

    private static Map<String, String> imported(SegmentHeader header) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Imported from", header.attributes().get(IMPORTED_FROM));
        for (String name : List.of("Command", "Directory", "Recorder", "Profile", "Kept of a call", "Redactions")) {
            facts.put(name, "unknown: " + header.recorder());
        }
        put(facts, "Host", header.hostname());
        put(facts, "Kernel", (header.kernel() + " " + header.machine()).strip());
        put(facts, "Processors", header.cpus() > 0 ? Integer.toString(header.cpus()) : "");
        put(facts, "Booted", header.bootTime() > SECOND ? booted(header.bootTime()) : "");
        return facts;
    }

    private static Map<String, String> recorded(SegmentHeader header) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Command", String.join(" ", header.command()));
        put(facts, "Attached to", header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, ""));
        put(facts, "Directory", header.cwd());
        put(facts, "Host", header.hostname());
        put(facts, "Kernel", (header.kernel() + " " + header.machine()).strip());
        put(facts, "Processors", header.cpus() > 0 ? Integer.toString(header.cpus()) : "");
        put(facts, "Time zone", header.timezone());
        put(facts, "Booted", header.bootTime() > SECOND ? booted(header.bootTime()) : "");
        put(facts, "Recorder", header.recorder());
        put(facts, "Profile", header.profile());
        put(
                facts,
                "Kept of a call",
                header.snaplenPath() + " bytes of a path, " + header.snaplenData() + " bytes of data");
        put(facts, "Environment kept", header.environmentPolicy());
        put(facts, "Redactions", header.redactions().isEmpty() ? "none" : String.join("   ", header.redactions()));
        put(facts, "Segments kept", header.attributes().getOrDefault(SegmentHeader.RETENTION, ""));
        put(facts, "Signed", header.attributes().containsKey(SegmentHeader.PUBLIC_KEY) ? "yes" : "no");
        put(facts, "Capture id", header.captureId());
        put(facts, "Format", Integer.toString(header.version()));
        return facts;
    }

    private static String booted(long nanos) {
        return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND).toString();
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.put(name, value);
        }
    }
}
