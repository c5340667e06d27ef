package lanner.investigation.casework;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import lanner.capture.InlineLevel;
import lanner.capture.SegmentHeader;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;

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

    /**
     * When it began and for whom, as its events tell: the moment and the recorded machine's time zone, the user and the container of the
     * first process, and how that process ended. What is not known is left out.
     *
     * @param moment writes a moment with its day, nanoseconds since 1970
     */
    public static Map<String, String> beginning(SegmentHeader header, Events own, LongFunction<String> moment) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (own.rows() == 0) {
            return facts;
        }
        String zone = header.host().timezone();
        facts.put("Start", moment.apply(own.time(0)) + (zone.isBlank() ? "" : " (the machine's zone: " + zone + ")"));
        ProcessEntry first = own.processOf(0);
        put(facts, "User", first.user());
        put(facts, "Container", first.container());
        if (first.id() != ProcessEntry.NONE.id()) {
            String ending = first.ending();
            facts.put(
                    "First process",
                    own.processName(first.id()) + ": "
                            + (first.end() == 0 ? "still ran at the end" : ending.isEmpty() ? "ended" : ending));
        }
        return facts;
    }

    private static Map<String, String> imported(SegmentHeader header) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Imported from", header.attributes().get(IMPORTED_FROM));
        for (String name : List.of("Command", "Directory", "Recorder", "Profile", "Kept of a call", "Redactions")) {
            facts.put(name, "unknown: " + header.origin().recorder());
        }
        put(facts, "Host", header.host().name());
        put(facts, "Kernel", (header.host().kernel() + " " + header.host().machine()).strip());
        put(
                facts,
                "Processors",
                header.host().cpus() > 0 ? Integer.toString(header.host().cpus()) : "");
        put(
                facts,
                "Booted",
                header.host().bootTime() > SECOND ? booted(header.host().bootTime()) : "");
        return facts;
    }

    private static Map<String, String> recorded(SegmentHeader header) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Command", String.join(" ", header.origin().command()));
        put(facts, "Attached to", header.attributes().getOrDefault(SegmentHeader.ATTACHED_TO, ""));
        put(facts, "Directory", header.origin().cwd());
        put(facts, "Host", header.host().name());
        put(facts, "Kernel", (header.host().kernel() + " " + header.host().machine()).strip());
        put(
                facts,
                "Processors",
                header.host().cpus() > 0 ? Integer.toString(header.host().cpus()) : "");
        put(facts, "Time zone", header.host().timezone());
        put(
                facts,
                "Booted",
                header.host().bootTime() > SECOND ? booted(header.host().bootTime()) : "");
        put(facts, "Recorder", header.origin().recorder());
        put(facts, "Profile", header.content().profile());
        put(facts, "Inline", inline(header));
        put(
                facts,
                "Kept of a call",
                header.content().snaplenPath() + " bytes of a path, "
                        + header.content().snaplenData() + " bytes of data");
        put(facts, "Environment kept", header.content().environmentPolicy());
        put(
                facts,
                "Redactions",
                header.content().redactions().isEmpty()
                        ? "none"
                        : String.join("   ", header.content().redactions()));
        put(facts, "Segments kept", header.attributes().getOrDefault(SegmentHeader.RETENTION, ""));
        put(facts, "Signed", header.attributes().containsKey(SegmentHeader.PUBLIC_KEY) ? "yes" : "no");
        put(facts, "Capture id", header.origin().captureId());
        put(facts, "Format", Integer.toString(header.version()));
        return facts;
    }

    private static String inline(SegmentHeader header) {
        return header.inlineLevel().equals(InlineLevel.OFF.label())
                ? header.inlineWords()
                : header.inlineLevel() + ": some calls are their processes' own statements";
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
