package lanner.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares a capture's files with its list of hashes, trusting neither. Only plain files of the directory itself are
 * read, whatever names the list holds.
 */
final class ManifestCheck {
    /** A list of as many segments as a reader takes. */
    private static final int LONGEST_LIST = 16 << 20;

    /** The queue's table has 4 kB; what is mapped of it while recording is less than this. */
    private static final long LONGEST_TABLE = 16 << 20;

    private static final int SIGNATURE_BYTES = 64;
    private static final int MAX_OBJECTIONS = 100;
    private static final int MAX_NAMED = 20;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([A-Za-z0-9_][A-Za-z0-9._-]{0,254})");

    private final Path capture;
    private final BooleanSupplier goOn;
    private final List<String> objections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private boolean segmentMissing;
    private boolean ended;

    private ManifestCheck(Path capture, BooleanSupplier goOn) {
        this.capture = capture;
        this.goOn = goOn;
    }

    /**
     * Reads the list and every file in it.
     *
     * @param key the key of a signed capture
     * @param promised whether the recorder has written a list
     * @param goOn asked now and then; false ends the check
     * @return empty if it was ended
     */
    static Optional<ManifestCheck> run(Path capture, Optional<PublicKey> key, boolean promised, BooleanSupplier goOn)
            throws IOException {
        ManifestCheck check = new ManifestCheck(capture, goOn);
        check.run(key, promised);
        return check.ended ? Optional.empty() : Optional.of(check);
    }

    /** One segment's file has no list beside it that speaks of it alone. */
    static Optional<ManifestCheck> ofOneSegment() {
        ManifestCheck check = new ManifestCheck(Path.of(""), () -> true);
        check.notes.add("one segment alone: its records were checked, not the queue's index");
        return Optional.of(check);
    }

    /** What speaks against the files. */
    List<String> objections() {
        return objections;
    }

    List<String> notes() {
        return notes;
    }

    /** Whether a segment is listed and not there. */
    boolean isSegmentMissing() {
        return segmentMissing;
    }

    private void run(Optional<PublicKey> key, boolean promised) throws IOException {
        Path file = capture.resolve(CaptureManifest.NAME);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (promised) {
                object(
                        CaptureManifest.NAME
                                + " is missing: it was taken away, or the recorder was killed at its end or did not find the capture in its place");
            } else {
                notes.add("no " + CaptureManifest.NAME + ": only the records were checked, not the queue's indexes");
            }
        } else {
            Optional<byte[]> list = bounded(file, LONGEST_LIST);
            if (list.isPresent()) {
                signature(list.get(), key);
                compare(new String(list.get(), StandardCharsets.ISO_8859_1));
                unlisted();
                return;
            }
        }
        foreign();
    }

    /** What a plain file holds, if that is no more than so much. */
    private Optional<byte[]> bounded(Path file, int most) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            object(name + " is not a plain file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                object(name + " is longer than " + most + " bytes");
                return Optional.empty();
            }
            return Optional.of(bytes);
        }
    }

    private void signature(byte[] list, Optional<PublicKey> key) throws IOException {
        Path file = capture.resolve(CaptureManifest.SIGNATURE);
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (key.isEmpty()) {
            if (there) {
                object(CaptureManifest.SIGNATURE + " is here, and the capture carries no key");
            }
        } else if (!there) {
            object(CaptureManifest.NAME + " of a signed capture has no signature");
        } else {
            Optional<byte[]> signature = bounded(file, SIGNATURE_BYTES);
            if (signature.isPresent() && !CaptureSigner.isValid(key.get(), list, signature.get())) {
                object(CaptureManifest.SIGNATURE + " is not by the key that the capture carries");
            }
        }
    }

    private void compare(String list) throws IOException {
        int number = 0;
        for (int from = 0; from < list.length() && !ended; ) {
            int end = list.indexOf('\n', from);
            String line = list.substring(from, end < 0 ? list.length() : end);
            from = end < 0 ? list.length() : end + 1;
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || !CaptureManifest.isListed(matcher.group(2))) {
                object(CaptureManifest.NAME + " line " + number + " names no file of a capture");
            } else if (!listed.add(matcher.group(2))) {
                object(CaptureManifest.NAME + " names " + matcher.group(2) + " twice");
            } else {
                compare(matcher.group(2), matcher.group(1));
            }
        }
    }

    private void compare(String name, String expected) throws IOException {
        Path file = capture.resolve(name);
        boolean segment = isSegment(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            object(name + " is listed in " + CaptureManifest.NAME + " and not here");
            segmentMissing |= segment;
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            object(name + " is not a plain file");
        } else if (!segment && Files.size(file) > LONGEST_TABLE) {
            object(name + " is longer than " + LONGEST_TABLE + " bytes");
        } else {
            hash(file, expected);
        }
    }

    private void hash(Path file, String expected) throws IOException {
        String name = file.getFileName().toString();
        try {
            Optional<String> found = CaptureManifest.hash(
                    file, CaptureManifest.sha256(), Files.size(file), RecordScanner.MOST_NOTHING, goOn);
            ended = found.isEmpty();
            if (found.isPresent() && !found.get().equals(expected)) {
                object(name + " does not have the SHA-256 in " + CaptureManifest.NAME);
            }
        } catch (CaptureManifest.TooLongException e) {
            object(name + " is not what was listed in " + CaptureManifest.NAME + ": it " + e.getMessage());
        }
    }

    private static boolean isSegment(String name) {
        return name.endsWith(".cq4");
    }

    /** Files that look like the capture's and are not in the list. */
    private void unlisted() throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> CaptureManifest.isListed(name) && !listed.contains(name))
                    .sorted()
                    .limit(MAX_OBJECTIONS)
                    .forEach(name -> object(name + " is not listed in " + CaptureManifest.NAME));
        }
        foreign();
    }

    /** Files that no recorder writes. They say nothing against what it wrote. */
    private void foreign() throws IOException {
        List<String> names;
        try (Stream<Path> entries = Files.list(capture)) {
            names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !CaptureManifest.isPartOfCapture(name))
                    .limit(MAX_NAMED + 1L)
                    .sorted()
                    .toList();
        }
        if (!names.isEmpty()) {
            notes.add("in its directory, and not written by a recorder: "
                    + String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))
                    + (names.size() > MAX_NAMED ? " and more" : ""));
        }
    }

    private void object(String words) {
        if (objections.size() < MAX_OBJECTIONS) {
            objections.add(words);
        }
    }
}
