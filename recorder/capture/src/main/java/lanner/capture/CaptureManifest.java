package lanner.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The SHA-256 of every whole file of a capture, in the form of {@code sha256sum}: {@code sha256sum -c SHA256SUMS} checks
 * it. It covers what the footers' hashes do not: the queue's indexes, settings and padding.
 */
public final class CaptureManifest {
    /** The list's file in the capture's directory. */
    public static final String NAME = "SHA256SUMS";

    /** Its signature, if the capture is signed: Ed25519 (RFC 8032) over the list's bytes, 64 bytes. */
    public static final String SIGNATURE = NAME + ".sig";

    private static final String UNFINISHED = ".new";
    private static final Set<String> NAMES = Set.of(NAME, SIGNATURE, NAME + UNFINISHED, SIGNATURE + UNFINISHED);
    private static final int BUFFER = 1 << 18;
    private static final byte[] NOTHING = new byte[BUFFER];

    private CaptureManifest() {}

    /** Whether a recorder writes a file of this name into a capture's directory. */
    public static boolean isPartOfCapture(String name) {
        return isListed(name) || NAMES.contains(name);
    }

    /** Whether a file of this name is part of a capture that has ended: not a list that is being written. */
    public static boolean isFinished(String name) {
        return isPartOfCapture(name) && !name.endsWith(UNFINISHED);
    }

    /** Whether a file of this name belongs into the list. */
    static boolean isListed(String name) {
        return name.endsWith(".cq4") || name.endsWith(".cq4t");
    }

    /**
     * Writes the list for a capture that will not change any more. Each file appears whole or not at all, with mode
     * 0600.
     *
     * @param known hashes of files that were hashed before, by name
     * @param signer who signs the list
     * @param sha256 makes what hashes a file that is not known
     */
    public static void write(
            Path capture, Map<String, String> known, Optional<CaptureSigner> signer, Supplier<MessageDigest> sha256)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : files(capture)) {
            String name = file.getFileName().toString();
            String hash = known.get(name);
            lines.append(hash == null ? hash(file, sha256.get()) : hash)
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        byte[] list = lines.toString().getBytes(StandardCharsets.US_ASCII);
        if (signer.isPresent()) {
            publish(capture, SIGNATURE, signer.get().sign(list));
        }
        publish(capture, NAME, list);
    }

    private static Iterable<Path> files(Path capture) throws IOException {
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.filter(entry -> isListed(entry.getFileName().toString()))
                    .filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static void publish(Path capture, String name, byte[] bytes) throws IOException {
        Path unfinished = capture.resolve(name + UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(unfinished, capture.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The hash of a plain file, in hexadecimal; a symbolic link is not followed. */
    public static String hash(Path file, MessageDigest digest) throws IOException {
        return hash(file, digest, Long.MAX_VALUE, Long.MAX_VALUE, () -> true).orElseThrow();
    }

    /**
     * The same for a file that nobody vouches for.
     *
     * @param most the longest that is read, in bytes
     * @param mostNothing so much of it may be blocks of zeros, in bytes: a sparse file can be as long as it likes
     * @param goOn asked now and then; false ends the reading
     * @return empty if the reading was ended
     * @throws IOException when the file is longer or cannot be read
     */
    static Optional<String> hash(Path file, MessageDigest digest, long most, long mostNothing, BooleanSupplier goOn)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most;
        long nothingLeft = mostNothing;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                nothingLeft -= Arrays.equals(buffer, 0, read, NOTHING, 0, read) ? read : 0;
                if (left < 0) {
                    throw new TooLongException("longer than " + most + " bytes");
                }
                if (nothingLeft < 0) {
                    throw new TooLongException("holds more than " + (mostNothing >> 20) + " MiB of zeros");
                }
                if (!goOn.getAsBoolean()) {
                    return Optional.empty();
                }
                digest.update(buffer, 0, read);
            }
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** A file is longer than its hash is worth; the message says how. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLongException(String message) {
            super(message);
        }
    }

    /** Java's SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
