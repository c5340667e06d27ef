package lanner.exchange.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lanner.capture.SegmentHeader;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.exchange.kubernetes.AuditEvents.AuditEvent;

/** Turns audit events into the records of a capture: a segment's header first, then an event each, numbered from 1. */
final class AuditRecords {
    /** A log has no beginning of its own. */
    private static final long NO_TIME = 0;

    private final EventEncoder encoder = new EventEncoder();
    private final List<SegmentHeader> headers = new ArrayList<>();
    private long count;
    private long events;

    /** Whether the header is yet to come. */
    boolean hasHeader() {
        return headers.isEmpty();
    }

    /** @param from where the events come from, for people */
    void header(Event event, String from) {
        String latin = new String(from.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        SegmentHeader header = new SegmentHeader(
                        new SegmentHeader.Origin(
                                SegmentHeader.Origin.newCaptureId(), "a Kubernetes audit log", List.of(), ""),
                        new SegmentHeader.Host("", "", "", "", 0, 0, "UTC"),
                        new SegmentHeader.Content("k8s_audit", "", 0, 0, "none", List.of()))
                .withAttributes(Map.of("imported_from", latin.replace('\0', '?')));
        headers.add(header);
        header.encode(encoder, NO_TIME, NO_TIME);
        finish(event);
    }

    void event(Event event, AuditEvent audit) {
        audit.encode(encoder);
        finish(event);
        event.number(++events);
    }

    private void finish(Event event) {
        int length = encoder.finish(count++);
        try {
            event.wrap(encoder.buffer(), 0, length);
        } catch (CaptureFormatException e) {
            throw new IllegalStateException("the encoder wrote what the reader refuses", e);
        }
    }

    List<SegmentHeader> headers() {
        return headers;
    }

    /** Records so far, the header too. */
    long count() {
        return count;
    }

    long events() {
        return events;
    }
}
