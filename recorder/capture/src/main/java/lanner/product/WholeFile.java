package lanner.product;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * A file that appears in its place whole or not at all: it is written beside it, under a name that nobody can foresee, and
 * moved. Others may write to the directory: what they have put there is never written to, and no link of theirs is followed.
 *
 * <pre>{@code
 * try (WholeFile whole = WholeFile.begin(place)) {
 *     whole.stream().write(...);
 *     whole.publish();
 * }
 * }</pre>
 */
public final class WholeFile implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path place;
    private final Path beside;
    private final OutputStream stream;

    /** The file cannot be written; its reason is in words. Failures to read what is to be written are others. */
    public static final class NotWrittenException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotWrittenException(Path place, String reason) {
            super(place.toString(), null, reason);
        }
    }

    private WholeFile(Path place, FileAttribute<?>... attributes) throws NotWrittenException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            // A device, for example, which is not to be replaced by a file.
            throw new NotWrittenException(place, "it is there and is no plain file");
        }
        this.place = place;
        beside = place.resolveSibling(".lanner-" + Long.toHexString(RANDOM.nextLong()) + ".new");
        try {
            stream = new BufferedOutputStream(new Named(Channels.newOutputStream(Files.newByteChannel(
                    beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes))));
        } catch (NoSuchFileException e) {
            throw new NotWrittenException(
                    place, "there is no directory " + place.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Begins a file that is its owner's alone, mode 0600.
     *
     * @param place where it will be; a plain file that is there is replaced
     */
    public static WholeFile begin(Path place) throws NotWrittenException {
        return new WholeFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Writes a text as a whole file, with the permissions that the process gives to new files. */
    public static void write(Path place, String text) throws IOException {
        try (WholeFile whole = new WholeFile(place)) {
            whole.stream().write(text.getBytes(StandardCharsets.UTF_8));
            whole.publish();
        }
    }

    private NotWrittenException notWritten(IOException cause) {
        NotWrittenException named = new NotWrittenException(place, FileFailure.words(cause));
        named.initCause(cause);
        return named;
    }

    /** Where to write it; buffered. It throws {@link NotWrittenException}. */
    public OutputStream stream() {
        return stream;
    }

    /** It is whole. */
    public void publish() throws IOException {
        stream.close();
        try {
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Writes, and says which file cannot be written. */
    private final class Named extends OutputStream {
        private final OutputStream out;

        Named(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw notWritten(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
