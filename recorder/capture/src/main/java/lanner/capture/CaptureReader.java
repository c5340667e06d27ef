package lanner.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture, trusting nothing in it: segment by segment, record by record. Damage is noted with its place and
 * reading goes on behind it; nothing is lost without a mention. Only a thing that is no capture at all is refused.
 */
public final class CaptureReader implements EventSource {
    /** More places of damage are counted, not kept; but where reading stopped is always kept. */
    private static final int MAX_DAMAGES = 100;

    private static final int MAX_SEGMENTS = 100_000;
    private static final String SEGMENT = ".cq4";

    private final Path capture;
    private List<Path> files;
    private final long totalBytes;
    private final @Nullable BiConsumer<Event, Boolean> listener;
    private Optional<Follow> follow = Optional.empty();

    private final List<SegmentHeader> headers = new ArrayList<>();
    private final List<SegmentFooter> footers = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private long damageCount;
    private @Nullable Damage lastDamage;
    private long records;
    private long events;
    private long missing;
    private boolean complete;

    /** The file that is read; null before the first and behind the last. */
    private @Nullable RecordScanner scanner;

    private String fileName = "";
    private int nextFile;
    private int firstFile;
    private long bytesOfFilesBefore;
    private long expectedSequence = -1;
    private long number;
    private boolean headerSeen;

    private CaptureReader(
            Path capture, List<Path> files, long totalBytes, Optional<BiConsumer<Event, Boolean>> listener) {
        this.capture = capture;
        this.files = files;
        this.totalBytes = totalBytes;
        this.listener = listener.orElse(null);
    }

    /**
     * Opens a capture: the directory that the recorder wrote, or one segment's file of it.
     *
     * @throws CaptureFormatException when this is no capture: neither of the two, no segment in it, a segment that does
     *     not start as one, a version that this code does not read
     */
    public static CaptureReader open(Path capture) throws IOException {
        return open(capture, Optional.empty());
    }

    /**
     * Opens a capture that is being recorded: {@link #next} waits for what is written next, until the recorder has
     * ended or {@code goOn} says no.
     *
     * @throws CaptureFormatException when there is no capture even after some seconds
     */
    public static CaptureReader follow(Path capture, BooleanSupplier goOn) throws IOException {
        Follow follow = new Follow(capture, goOn);
        follow.awaitStart();
        CaptureReader reader = open(capture);
        reader.follow = Optional.of(follow);
        Objects.requireNonNull(reader.scanner).following(true);
        return reader;
    }

    /**
     * Whether a process that we may look into, and that is not this one, has the capture's newest segment open: it is being
     * recorded. Not known of a recorder in another container.
     */
    public static boolean isBeingRecorded(Path capture) throws IOException {
        List<Path> files = segments(capture);
        return Follow.isOpenSomewhere(files.get(files.size() - 1).toRealPath());
    }

    /**
     * A place behind a record.
     *
     * @param file the name of the segment's file
     * @param offset where in it the next record's frame begins, in bytes
     * @param sequence the next record's
     * @param events how many events stand before it
     */
    public record Place(String file, long offset, long sequence, long events) {}

    /**
     * Opens a capture at a place that another reader of it told; what is before it is not read. The capture may have grown
     * meanwhile.
     *
     * @throws NoSuchFileException when a flight recorder has dropped the segment meanwhile
     */
    public static CaptureReader open(Path capture, Place place) throws IOException {
        List<Path> files = segments(capture);
        int first = 0;
        while (!files.get(first).getFileName().toString().equals(place.file())) {
            if (++first == files.size()) {
                throw new NoSuchFileException(capture.resolve(place.file()).toString());
            }
        }
        CaptureReader reader = open(capture, files.subList(first, files.size()), Optional.empty());
        reader.firstFile = first;
        Objects.requireNonNull(reader.scanner).seek(place.offset());
        reader.expectedSequence = place.sequence();
        reader.number = place.events();
        reader.headerSeen = true;
        return reader;
    }

    /** The place behind the record found last. */
    public Place place() {
        return new Place(fileName, Objects.requireNonNull(scanner).position(), expectedSequence, number);
    }

    /** Opens a capture and shows every good record's raw bytes to a digest, up to each segment's footer. */
    static CaptureReader open(Path capture, Optional<BiConsumer<Event, Boolean>> listener) throws IOException {
        return open(capture, segments(capture), listener);
    }

    private static CaptureReader open(Path capture, List<Path> files, Optional<BiConsumer<Event, Boolean>> listener)
            throws IOException {
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        CaptureReader reader = new CaptureReader(capture, files, total, listener);
        try {
            reader.openNext();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        return reader;
    }

    /** Whether this is the file of one segment, which can be read alone. */
    public static boolean isSegment(Path capture) {
        return capture.toString().endsWith(SEGMENT) && Files.isRegularFile(capture, LinkOption.NOFOLLOW_LINKS);
    }

    /** The segments' files, oldest first. */
    static List<Path> segments(Path capture) throws IOException {
        if (!Files.exists(capture)) {
            throw new CaptureFormatException("there is no " + capture);
        }
        if (isSegment(capture)) {
            return List.of(capture);
        }
        if (!Files.isDirectory(capture)) {
            throw new CaptureFormatException(capture + " is not a capture: it is not a directory");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(capture)) {
            for (Path file : entries) {
                if (file.getFileName().toString().endsWith(SEGMENT) && files.size() < MAX_SEGMENTS) {
                    files.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(files);
        if (files.isEmpty()) {
            throw new CaptureFormatException(capture + " is not a capture: it holds no .cq4 file");
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new CaptureFormatException(file + " is not a plain file");
            }
        }
        return files;
    }

    private boolean openNext() throws IOException {
        if (nextFile == files.size()) {
            return false;
        }
        Path file = files.get(nextFile++);
        fileName = file.getFileName().toString();
        try {
            scanner = new RecordScanner(file);
        } catch (NoSuchFileException e) {
            if (follow.isPresent()) {
                // A flight recorder has dropped it meanwhile: the next header says how much that was.
                return openNext();
            }
            throw e;
        }
        scanner.following(follow.isPresent() && nextFile == files.size());
        headerSeen = false;
        complete = false;
        return true;
    }

    @Override
    public boolean next(Event event) throws IOException {
        while (scanner != null) {
            RecordScanner.Found found = scanner.next(event);
            // Nearly all are events that follow on the record before.
            if (found == RecordScanner.Found.RECORD
                    && event.sequence() == expectedSequence
                    && event.type().kind() != EventType.Kind.SEGMENT
                    && listener == null
                    && follow.isEmpty()) {
                expectedSequence++;
                records++;
                complete = false;
                events++;
                event.number(++number);
                return true;
            }
            switch (found) {
                case RECORD -> {
                    if (accept(event, scanner.position())) {
                        if (follow.isPresent()) {
                            follow.orElseThrow().seen();
                        }
                        return true;
                    }
                }
                case LATER -> {
                    if (complete || !follow.orElseThrow().goesOn(fileName)) {
                        scanner.following(false);
                    }
                    if (follow.orElseThrow().isStopped()) {
                        return false;
                    }
                }
                case DAMAGE -> damage(scanner.damageKind(), scanner.damageOffset(), scanner.damageDetail());
                case END -> {
                    boolean cutOff = scanner.endsWithARecord();
                    long end = scanner.size();
                    bytesOfFilesBefore += end;
                    scanner.close();
                    scanner = null;
                    if (!headerSeen) {
                        damage(Damage.Kind.SEGMENT, 0, "the segment has no header");
                    } else if (!complete && nextFile < files.size()) {
                        damage(Damage.Kind.SEGMENT, 0, "the segment has no footer though another follows");
                    } else if (!complete && cutOff && follow.isEmpty()) {
                        damage(
                                Damage.Kind.TRUNCATED,
                                end,
                                "the file ends right after record " + (expectedSequence - 1)
                                        + ", where space reserved for more should be: it was cut off");
                    }
                    if (!openNext() && !awaitNext()) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    /** Waits for the segment that the recorder starts next; false when none comes. */
    private boolean awaitNext() throws IOException {
        if (follow.isEmpty() || !complete || !goesOnElsewhere()) {
            return false;
        }
        String last = fileName;
        do {
            List<Path> now = segments(capture);
            List<Path> later = now.stream()
                    .filter(file -> file.getFileName().toString().compareTo(last) > 0)
                    .toList();
            if (!later.isEmpty()) {
                firstFile += nextFile;
                files = later;
                nextFile = 0;
                return openNext();
            }
        } while (!follow.orElseThrow().isStopped() && follow.orElseThrow().goesOn(last));
        return false;
    }

    private boolean goesOnElsewhere() {
        return SegmentFooter.CONTINUED.contains(footers.get(footers.size() - 1).endReason());
    }

    private boolean accept(Event event, long offset) throws IOException {
        long sequence = event.sequence();
        if (expectedSequence >= 0 && sequence < expectedSequence) {
            damage(Damage.Kind.REPEATED, offset, "record " + sequence + " again, " + expectedSequence + " was next");
            return false;
        }
        boolean header = event.type() == EventType.SEGMENT_HEADER;
        boolean segmentsMissing = false;
        if (header) {
            SegmentHeader decoded = SegmentHeader.decode(event);
            int expected = headers.isEmpty()
                    ? decoded.place().segment()
                    : headers.get(headers.size() - 1).place().segment() + 1;
            if (decoded.place().segment() > expected && sequence > expectedSequence) {
                segmentsMissing = true;
                damage(
                        Damage.Kind.MISSING_SEGMENTS,
                        offset,
                        Counted.of(
                                        decoded.place().segment() - expected,
                                        "segment is missing before segment ",
                                        "segments are missing before segment ")
                                + decoded.place().segment() + ", with "
                                + Counted.of(sequence - expectedSequence, "record"));
            }
            if (!headers.isEmpty()
                    && !headers.get(0)
                            .origin()
                            .captureId()
                            .equals(decoded.origin().captureId())) {
                damage(Damage.Kind.SEGMENT, offset, "the segment belongs to another capture");
            }
            headers.add(decoded);
            headerSeen = true;
            number = Math.max(number, decoded.place().eventsBefore());
            if (expectedSequence < 0) {
                expectedSequence = sequence;
            }
        }
        if (expectedSequence < 0) {
            expectedSequence = 0;
        }
        if (sequence > expectedSequence) {
            long lost = sequence - expectedSequence;
            missing += lost;
            // A header says itself how many events came before it.
            number += header ? 0 : lost;
            if (!segmentsMissing) {
                damage(
                        Damage.Kind.GAP,
                        offset,
                        Counted.of(lost, "record is", "records are") + " missing before record " + sequence);
            }
        }
        expectedSequence = sequence + 1;
        records++;
        boolean footer = event.type() == EventType.SEGMENT_FOOTER;
        if (listener != null) {
            listener.accept(event, footer);
        }
        if (footer) {
            footers.add(SegmentFooter.decode(event));
            complete = true;
        } else {
            complete = false;
        }
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            events++;
            event.number(++number);
        }
        return true;
    }

    private void damage(Damage.Kind kind, long offset, String detail) {
        damageCount++;
        lastDamage = new Damage(fileName, offset, kind, detail);
        if (damages.size() < MAX_DAMAGES || kind == Damage.Kind.GIVEN_UP) {
            damages.add(lastDamage);
        }
    }

    /** The record found last: which of the capture's files, in the order of their names, it stands in. */
    public int file() {
        return firstFile + nextFile - 1;
    }

    /** The record found last: where its frame begins in its file, in bytes. */
    public long offset() {
        return scanner == null ? 0 : scanner.recordPosition();
    }

    /** How many places of damage were met so far. */
    public long damageCount() {
        return damageCount;
    }

    /** The place of damage met last. */
    public Optional<Damage> lastDamage() {
        return Optional.ofNullable(lastDamage);
    }

    @Override
    public long readBytes() {
        return bytesOfFilesBefore + (scanner == null ? 0 : Math.min(scanner.position(), scanner.size()));
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public CaptureReport report() {
        return new CaptureReport(headers, footers, records, events, missing, damages, damageCount, complete);
    }

    @Override
    public void close() throws IOException {
        if (scanner != null) {
            scanner.close();
            scanner = null;
        }
    }

    /** Shows a record's bytes to a digest. */
    static void digest(MessageDigest digest, Event event) {
        event.rawBytes(digest::update);
    }
}
