package lanner.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.SegmentHeaderRecord;
import lanner.product.Counted;

/** Says whether a capture is what its recorder wrote. */
public final class CaptureVerifier {
    private static final int MAX_OBJECTIONS = 100;
    private static final int ASK_EVERY = 4096;

    /** What a capture is. The first that holds, in this order. */
    public enum Verdict {
        /** Records are damaged, missing or repeated. */
        DAMAGED("damaged"),
        /** Every record is good by itself, but a hash or a count says that something was changed. */
        TAMPERED("changed after it was written"),
        /** Whole segments were taken away. */
        MISSING_SEGMENTS("incomplete: segments are missing"),
        /** The end of the last file was cut off. */
        TRUNCATED("cut off"),
        /** Every hash is right, but not signed by the key that was asked for. */
        NOT_SIGNED("not signed by that key"),
        /** Every record is what was written, but a file is not: an index, a setting, the list of hashes itself. */
        CHANGED_OUTSIDE("changed outside the records"),
        /** Every record is good, but the recording did not end properly, or goes on. */
        NO_FOOTER("without a footer: the recorder was killed, or is still recording"),
        /** Everything written is there, but the recording could not go on to the program's end. */
        INCOMPLETE("intact, but the recording stopped before the program ended"),
        /** Every record was read, every hash and signature is right. */
        INTACT("intact");

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
     * @param notes what is good to know and speaks against nothing: dropped segments, the key that signed
     */
    public record Verification(Verdict verdict, CaptureReport report, List<String> objections, List<String> notes) {
        public Verification {
            objections = List.copyOf(objections);
            notes = List.copyOf(notes);
        }
    }

    private final Optional<PublicKey> demanded;

    private final List<String> objections = new ArrayList<>();
    private Optional<PublicKey> carried = Optional.empty();
    private boolean changed;
    private boolean unsigned;
    private int headersSeen;
    private long lastSegment;
    private final MessageDigest digest;
    private String previousHash = "";
    private long recordsInSegment;
    private long eventsInSegment;
    private long firstSequence;
    private long lastSequence;

    private CaptureVerifier(Optional<PublicKey> demanded) {
        this.demanded = demanded;
        digest = CaptureManifest.sha256();
    }

    /**
     * Reads the whole capture and checks it. Signatures are checked against the key that the capture itself carries:
     * that shows that all of it was signed by one key, not whose key it is.
     *
     * @throws CaptureFormatException when this is no capture
     */
    public static Verification verify(Path capture) throws IOException {
        return new CaptureVerifier(Optional.empty()).run(capture, read -> true).orElseThrow();
    }

    /**
     * The same, for those who want to see how far it is and may lose interest.
     *
     * @param goOn told now and then how many bytes were read; false ends the check
     * @return empty if it was ended before the capture's end
     */
    public static Optional<Verification> verify(Path capture, LongPredicate goOn) throws IOException {
        return new CaptureVerifier(Optional.empty()).run(capture, goOn);
    }

    /** Reads the whole capture and checks it, and that every segment of it was signed with this key. */
    public static Verification verify(Path capture, PublicKey key) throws IOException {
        return new CaptureVerifier(Optional.of(key)).run(capture, read -> true).orElseThrow();
    }

    private Optional<Verification> run(Path capture, LongPredicate goOn) throws IOException {
        try (CaptureReader reader = CaptureReader.open(capture, Optional.of(this::see))) {
            Event event = new Event();
            int untilAsked = 0;
            // The listener sees every record.
            while (reader.next(event)) {
                if (untilAsked-- == 0) {
                    untilAsked = ASK_EVERY;
                    if (!goOn.test(reader.readBytes())) {
                        return Optional.empty();
                    }
                }
            }
            CaptureReport report = reader.report();
            List<String> notes = new ArrayList<>();
            boolean alone = CaptureReader.isSegment(capture);
            boolean missing = alone ? tellPlace(report, notes) : missing(report, notes);
            boolean signed = signed(report, notes);
            Optional<ManifestCheck> files = alone
                    ? ManifestCheck.ofOneSegment()
                    : ManifestCheck.run(capture, carried, promised(report), () -> goOn.test(reader.readBytes()));
            if (files.isEmpty()) {
                return Optional.empty();
            }
            notes.addAll(files.get().notes());
            report.leftInside().ifPresent(notes::add);
            Verdict verdict = verdict(report, missing, signed, files.get());
            objections.addAll(files.get().objections());
            return Optional.of(new Verification(verdict, report, objections, notes));
        }
    }

    /** Whether the recording came to the end at which its list of hashes is written. */
    private static boolean promised(CaptureReport report) {
        if (!report.complete() || report.headers().isEmpty() || report.footers().isEmpty()) {
            return false;
        }
        SegmentHeader last = report.headers().get(report.headers().size() - 1);
        String reason = report.footers().get(report.footers().size() - 1).endReason();
        return last.attributes().containsKey(SegmentHeader.MANIFEST)
                && !last.attributes().containsKey(SegmentHeader.ON_SEGMENT)
                && !reason.equals(SegmentFooter.NEXT_FOLLOWS);
    }

    private Verdict verdict(CaptureReport report, boolean missing, boolean signed, ManifestCheck files) {
        if (has(report, kind -> kind != Damage.Kind.TRUNCATED && kind != Damage.Kind.MISSING_SEGMENTS)
                || report.damageCount() > report.damages().size()) {
            return Verdict.DAMAGED;
        }
        if (changed) {
            return Verdict.TAMPERED;
        }
        if (missing || files.isSegmentMissing() || has(report, kind -> kind == Damage.Kind.MISSING_SEGMENTS)) {
            return Verdict.MISSING_SEGMENTS;
        }
        if (has(report, kind -> kind == Damage.Kind.TRUNCATED)) {
            return Verdict.TRUNCATED;
        }
        if (!signed) {
            return Verdict.NOT_SIGNED;
        }
        if (!files.objections().isEmpty()) {
            return Verdict.CHANGED_OUTSIDE;
        }
        if (!report.complete()) {
            return Verdict.NO_FOOTER;
        }
        String reason = report.footers().get(report.footers().size() - 1).endReason();
        if (reason.startsWith(SegmentFooter.FAILED)) {
            objections.add(reason);
            return Verdict.INCOMPLETE;
        }
        return Verdict.INTACT;
    }

    private static boolean has(CaptureReport report, Predicate<Damage.Kind> kind) {
        return report.damages().stream().map(Damage::kind).anyMatch(kind);
    }

    /** Of one segment's file nothing is missing: the rest of its capture was not given. */
    private static boolean tellPlace(CaptureReport report, List<String> notes) {
        boolean goesOn = !report.footers().isEmpty()
                && SegmentFooter.CONTINUED.contains(report.footers().get(0).endReason());
        report.headers().stream()
                .findFirst()
                .ifPresent(header -> notes.add("segment " + header.place().segment() + " of capture "
                        + header.origin().captureId() + ", with "
                        + Counted.of(header.place().eventsBefore(), "event")
                        + " before it; " + (goesOn ? "another segment follows" : "the last one")));
        return false;
    }

    /** Whether segments are missing before the first or behind the last. */
    private boolean missing(CaptureReport report, List<String> notes) {
        boolean missing = false;
        if (!report.headers().isEmpty()) {
            SegmentHeader first = report.headers().get(0);
            String retention = first.attributes().getOrDefault(SegmentHeader.RETENTION, "");
            if (first.place().segment() > 0 && retention.isEmpty()) {
                objections.add("it begins with segment " + first.place().segment() + ", and its recorder dropped none");
                missing = true;
            } else if (first.place().segment() > 0) {
                notes.add("not here: the first " + Counted.of(first.place().segment(), "segment") + ", with "
                        + Counted.of(first.place().eventsBefore(), "event") + ": its recorder kept " + retention);
            }
        }
        if (report.complete() && !report.footers().isEmpty()) {
            String reason = report.footers().get(report.footers().size() - 1).endReason();
            if (reason.equals(SegmentFooter.NEXT_FOLLOWS)) {
                objections.add("its last segment says that another follows: that was taken away, or the recorder was"
                        + " killed at this moment");
                missing = true;
            } else if (reason.equals(SegmentFooter.KEPT)) {
                notes.add("a part that was kept on request; the recording went on");
            }
        }
        return missing;
    }

    /** Whether the demanded key signed it all; true when none is demanded. */
    private boolean signed(CaptureReport report, List<String> notes) {
        if (demanded.isPresent()) {
            boolean all = report.complete()
                    && !unsigned
                    && carried.map(demanded.get()::equals).orElse(false);
            notes.add((all ? "signed by " : "not, or not all of it, signed by ")
                    + CaptureSigner.fingerprint(demanded.get()));
            return all;
        }
        carried.ifPresent(key -> notes.add("signed by " + CaptureSigner.fingerprint(key)
                + ", the key that it carries; --key says whose that must be"));
        return true;
    }

    private void see(Event event, boolean footer) {
        if (footer) {
            check(SegmentFooter.decode(event));
            return;
        }
        if (event.type() == EventType.SEGMENT_HEADER) {
            String claimed = event.text(SegmentHeaderRecord.PREVIOUS_HASH);
            if (claimed != null
                    && !claimed.equals(previousHash)
                    && event.param(SegmentHeaderRecord.SEGMENT, 0) == lastSegment + 1
                    && headersSeen > 0) {
                object("segment " + event.param(SegmentHeaderRecord.SEGMENT, 0)
                        + " does not follow the segment before it");
            }
            carry(event);
            lastSegment = event.param(SegmentHeaderRecord.SEGMENT, 0);
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
            object("the footer's hash is not that of the records");
        }
        if (footer.records() != recordsInSegment || footer.events() != eventsInSegment) {
            object("the footer counts " + Counted.of(footer.records(), "record") + " and "
                    + Counted.of(footer.events(), "event") + ", there are " + recordsInSegment + " and "
                    + eventsInSegment);
        }
        if (footer.firstSequence() != firstSequence || footer.lastSequence() != lastSequence) {
            object("the footer's sequence numbers are not those of the records");
        }
        checkSignature(footer);
        previousHash = hash;
    }

    /** The key that the capture carries: the same in all segments. */
    private void carry(Event header) {
        Optional<PublicKey> key = Optional.empty();
        try {
            String base64 = SegmentHeader.decode(header).attributes().get(SegmentHeader.PUBLIC_KEY);
            if (base64 != null) {
                key = Optional.of(CaptureSigner.decode(base64));
            }
        } catch (CaptureFormatException | GeneralSecurityException | IllegalArgumentException e) {
            object("segment " + header.param(SegmentHeaderRecord.SEGMENT, 0) + " carries a key that is none");
        }
        if (headersSeen++ > 0 && !key.equals(carried)) {
            object("segment " + header.param(SegmentHeaderRecord.SEGMENT, 0)
                    + " carries another key than the segment before it");
        }
        carried = key;
    }

    private void checkSignature(SegmentFooter footer) {
        if (footer.signature().isEmpty()) {
            unsigned = true;
            if (carried.isPresent()) {
                object("a segment of a signed capture has no signature");
            }
        } else if (carried.isEmpty() || !CaptureSigner.isValid(carried.get(), footer.sha256(), footer.signature())) {
            object("the signature is not by the key that the capture carries");
        }
    }

    private void object(String objection) {
        changed = true;
        if (objections.size() < MAX_OBJECTIONS) {
            objections.add(objection);
        }
    }
}
