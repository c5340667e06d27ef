package lanner.investigation.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import lanner.capture.CaptureVerifier;
import lanner.capture.CaptureVerifier.Verdict;
import lanner.capture.CaptureVerifier.Verification;
import lanner.investigation.index.JobProgress;

/**
 * What shows that a capture is the one that was recorded: the hashes of its files, and what its own checksums say.
 *
 * <p>The hash of a capture of ours, which is a directory, is that of the list of its files' hashes, as
 * {@code cd NAME.lanner && LC_ALL=C sha256sum * | sha256sum} prints it. That of a file, packed or
 * of scap, is the file's.
 *
 * @param sha256 the hash, 64 digits
 * @param files each file and its hash, in the order of names
 * @param verdict empty for a file that has no checksums of its own
 * @param objections reasons to doubt it, in sentences
 * @param notes what is good to know: dropped segments, the key that signed
 * @param at when it was found
 */
public record Integrity(
        String sha256,
        List<FileHash> files,
        Optional<Verdict> verdict,
        List<String> objections,
        List<String> notes,
        Instant at) {
    private static final int BUFFER = 1 << 18;
    private static final int MOST_FILES = 100_000;

    /** @param bytes the file's size */
    public record FileHash(String name, String sha256, long bytes) {}

    public Integrity {
        files = List.copyOf(files);
        objections = List.copyOf(objections);
        notes = List.copyOf(notes);
    }

    /** Whether everything that was recorded is there as it was written. */
    public boolean isIntact() {
        return verdict.filter(found -> found == Verdict.INTACT).isPresent();
    }

    /** The verdict for a person. */
    public String words() {
        return verdict.map(Verdict::words).orElse("not checked: the file has no checksums of its own");
    }

    /**
     * Reads a capture twice: once for the hashes, once for its own checksums.
     *
     * @param clock says when
     * @return empty if it was cancelled
     */
    public static Optional<Integrity> of(CaptureSession capture, Clock clock, JobProgress progress) throws IOException {
        Path given = capture.given();
        List<Path> files = Files.isDirectory(given) ? filesOf(given) : List.of(given);
        boolean ours = capture.isOurs();
        long total = 1;
        for (Path file : files) {
            total += Files.size(file);
        }
        Hashing hashing = new Hashing(ours ? total * 2 : total, progress);
        List<FileHash> hashes = new ArrayList<>();
        for (Path file : files) {
            Optional<FileHash> hash = hashing.hash(file);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            hashes.add(hash.get());
        }
        if (!ours) {
            return Optional.of(new Integrity(
                    hashes.get(0).sha256(), hashes, Optional.empty(), capture.unread(), List.of(), clock.instant()));
        }
        long hashed = total;
        Optional<Verification> checked = CaptureVerifier.verify(capture.capture(), read -> {
            progress.at(Math.min(1, (hashed + read) / (2.0 * hashed)));
            return !progress.isCancelled();
        });
        progress.at(1);
        return checked.map(found -> new Integrity(
                Files.isDirectory(given) ? ofList(hashes) : hashes.get(0).sha256(),
                hashes,
                Optional.of(found.verdict()),
                objections(found),
                found.notes(),
                clock.instant()));
    }

    /**
     * Whether the files that were hashed are still there, by their names and sizes: what they hold is not read again.
     *
     * @return a sentence for a report
     */
    public String presence(Path given) {
        if (!Files.exists(given)) {
            return "no: it is no longer there";
        }
        try {
            List<Path> now = Files.isDirectory(given) ? filesOf(given) : List.of(given);
            List<FileHash> before = files;
            boolean same = now.size() == before.size();
            for (int i = 0; same && i < now.size(); i++) {
                same = now.get(i).getFileName().toString().equals(before.get(i).name())
                        && Files.size(now.get(i)) == before.get(i).bytes();
            }
            return same ? "yes, the same files of the same sizes" : "changed since: other files, or other sizes";
        } catch (IOException e) {
            return "no: it can no longer be read";
        }
    }

    private static List<String> objections(Verification found) {
        List<String> all = new ArrayList<>(found.objections());
        found.report().damages().forEach(damage -> all.add(damage.detail()));
        return all;
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .limit(MOST_FILES)
                    .sorted()
                    .toList();
        }
    }

    /** The list as sha256sum writes it, hashed. */
    private static String ofList(List<FileHash> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(each ->
                lines.append(each.sha256()).append("  ").append(each.name()).append('\n'));
        return hex(newDigest().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** Hashes files one after the other, and tells how far all of it is. */
    private static final class Hashing {
        private final byte[] buffer = new byte[BUFFER];
        private final JobProgress progress;
        private final LongConsumer advance;
        private long read;

        Hashing(long all, JobProgress progress) {
            this.progress = progress;
            this.advance = bytes -> {
                read += bytes;
                progress.at(Math.min(1, read / (double) all));
            };
        }

        Optional<FileHash> hash(Path file) throws IOException {
            MessageDigest digest = newDigest();
            long bytes = 0;
            try (InputStream in = Files.newInputStream(file)) {
                for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
                    if (progress.isCancelled()) {
                        return Optional.empty();
                    }
                    digest.update(buffer, 0, some);
                    bytes += some;
                    advance.accept(some);
                }
            }
            return Optional.of(new FileHash(file.getFileName().toString(), hex(digest.digest()), bytes));
        }
    }
}
