package lanner.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;

/** Says whether a capture is what its recorder wrote. */
public final class CaptureVerifier {
    /** What a capture is. The first that holds, in this order. */
    public enum Verdict {
        /** Every record was read, every hash is right. */
        INTACT("intact"),
        /** Records are damaged, missing or repeated. */
        DAMAGED("damaged"),
        /** Every record is good by itself, but a hash or a count says that something was changed. */
        TAMPERED("changed after it was written"),
        /** Every record is good, but the recording did not end properly, or goes on. */
        NO_FOOTER("without a footer: the recorder was killed, or is still recording");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * The answer.
     *
     * @param objections what speaks against {@link Verdict#INTACT}, for people
     */
    public record Verification(Verdict verdict, CaptureReport report, List<String> objections) {
        public Verification {
            objections = List.copyOf(objections);
        }
    }

    private final List<String> objections = new ArrayList<>();
    private final MessageDigest digest;
    private String previousHash = "";
    private long recordsInSegment;
    private long eventsInSegment;
    private long firstSequence;
    private long lastSequence;

    private CaptureVerifier() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads the whole capture and checks it.
     *
     * @throws CaptureFormatException when this is no capture
     */
    public static Verification verify(Path capture) throws IOException {
        return new CaptureVerifier().run(capture);
    }

    private Verification run(Path capture) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture, Optional.of(this::see))) {
            Event event = new Event();
            while (reader.next(event)) {
                // The listener sees every record.
            }
            CaptureReport report = reader.report();
            Verdict verdict;
            if (report.damageCount() > 0) {
                verdict = Verdict.DAMAGED;
            } else if (!objections.isEmpty()) {
                verdict = Verdict.TAMPERED;
            } else if (!report.complete()) {
                verdict = Verdict.NO_FOOTER;
            } else {
                verdict = Verdict.INTACT;
            }
            return new Verification(verdict, report, objections);
        }
    }

    private void see(Event event, boolean footer) {
        if (footer) {
            check(SegmentFooter.decode(event));
            return;
        }
        if (event.type() == EventType.SEGMENT_HEADER) {
            String claimed = event.text(EventType.SEGMENT_HEADER.indexOf("previous_hash"));
            if (claimed != null && !claimed.equals(previousHash) && event.param(1, 0) > 0 && !previousHash.isEmpty()) {
                objections.add("segment " + event.param(1, 0) + " does not follow the segment before it");
            }
            previousHash = claimed == null ? "" : claimed;
            digest.reset();
            digest.update(previousHash.getBytes(StandardCharsets.ISO_8859_1));
            recordsInSegment = 0;
            eventsInSegment = 0;
            firstSequence = event.sequence();
        }
        CaptureReader.digest(digest, event);
        recordsInSegment++;
        lastSequence = event.sequence();
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            eventsInSegment++;
        }
    }

    private void check(SegmentFooter footer) {
        String hash = HexFormat.of().formatHex(digest.digest());
        if (!hash.equals(footer.sha256())) {
            objections.add("the footer's hash is not that of the records");
        }
        if (footer.records() != recordsInSegment || footer.events() != eventsInSegment) {
            objections.add("the footer counts " + footer.records() + " records and " + footer.events()
                    + " events, there are " + recordsInSegment + " and " + eventsInSegment);
        }
        if (footer.firstSequence() != firstSequence || footer.lastSequence() != lastSequence) {
            objections.add("the footer's sequence numbers are not those of the records");
        }
        previousHash = hash;
    }
}
