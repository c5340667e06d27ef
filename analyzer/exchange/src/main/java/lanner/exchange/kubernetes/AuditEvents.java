package lanner.exchange.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.PluginIds;
import lanner.capture.event.PluginParams;
import lanner.capture.json.JsonException;
import lanner.capture.json.JsonReader;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The audit events in a piece of JSON: an {@code Event}, an {@code EventList}, or an array of events, each checked and ready
 * to be a record.
 */
public final class AuditEvents {
    /** One event is no longer, as JSON in UTF-8: what a record holds. */
    static final int LONGEST = EventEncoder.MAX_LENGTH - 4096;

    private static final String VERSION = "audit.k8s.io/v1";

    private AuditEvents() {}

    /**
     * One event.
     *
     * @param time of its stage; nanoseconds since the epoch
     * @param json in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; it goes into a record once
    public record AuditEvent(long time, byte[] json) {
        /** Writes it as a record; the encoder's next step is to finish it. */
        EventEncoder encode(EventEncoder encoder) {
            return encoder.begin(EventType.PLUGINEVENT, 0, time, time)
                    .number(PluginParams.PLUGIN_ID, PluginIds.K8S_AUDIT)
                    .bytes(PluginParams.EVENT_DATA, json);
        }
    }

    /** JSON that is no audit event, or one that cannot be a record; the message says what is wrong. */
    public static final class NoAuditEventException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAuditEventException(String message) {
            super(message);
        }
    }

    /**
     * All events of a text, in its order.
     *
     * @throws JsonException when the text is no JSON
     * @throws NoAuditEventException when it is no audit event, or one of those in it is none
     */
    public static List<AuditEvent> of(String text) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        Map<String, Object> rest = JsonReader.streamed(
                new StringReader(text), "items", LONGEST, element -> events.add(event(element, false)));
        if (text.stripLeading().startsWith("[")) {
            return events;
        }
        Object kind = rest.get("kind");
        if (!VERSION.equals(rest.get("apiVersion")) || !"Event".equals(kind) && !"EventList".equals(kind)) {
            throw new NoAuditEventException("this is no Event or EventList of " + VERSION + " but "
                    + named("kind", kind) + " of " + named("apiVersion", rest.get("apiVersion")));
        }
        return "EventList".equals(kind) ? events : List.of(event(rest, true));
    }

    private static String named(String what, @Nullable Object value) {
        String printable = String.valueOf(value).replaceAll("[^ -~]+", "?");
        return value instanceof String
                ? "'" + (printable.length() > 60 ? printable.substring(0, 60) + "..." : printable) + "'"
                : "no " + what;
    }

    private static AuditEvent event(@Nullable Object value, boolean typed) throws NoAuditEventException {
        if (!(value instanceof Map<?, ?> event)) {
            throw new NoAuditEventException("an element of the list is no object");
        }
        if (!typed && event.get("kind") != null && !"Event".equals(event.get("kind"))) {
            throw new NoAuditEventException(
                    "an element of the list is " + named("kind", event.get("kind")) + ", no Event");
        }
        if (!(event.get("auditID") instanceof String)) {
            throw new NoAuditEventException("an audit event without an auditID");
        }
        byte[] json = JsonText.writeCharacters(event).getBytes(StandardCharsets.UTF_8);
        if (json.length > LONGEST) {
            throw new NoAuditEventException("an audit event of " + json.length + " bytes: more than " + LONGEST);
        }
        return new AuditEvent(time(event), json);
    }

    private static long time(Map<?, ?> event) throws NoAuditEventException {
        if (!(event.get("stageTimestamp") instanceof String text)) {
            throw new NoAuditEventException("an audit event without a stageTimestamp");
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new NoAuditEventException("an audit event with the stageTimestamp " + named("stageTimestamp", text)
                    + ", no time of RFC 3339");
        }
    }
}
