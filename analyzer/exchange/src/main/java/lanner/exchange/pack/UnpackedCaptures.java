package lanner.exchange.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import lanner.product.ScratchDirectory;
import lanner.product.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Private copies of packed captures until this is closed: readers need to go to and fro, and to read parts at the same time. They
 * lie in a {@link ScratchDirectory}. A file is unpacked once, and again when it is another than before.
 */
public final class UnpackedCaptures implements AutoCloseable {
    private static final UnpackedCaptures OF_THIS_PROCESS = new UnpackedCaptures();
    private static final String PREFIX = "lanner-unpacked-";

    private final Map<Version, Path> copies = new HashMap<>();

    private @Nullable ScratchDirectory scratch;
    private volatile boolean ending;

    /** What a file was when it was unpacked. */
    private record Version(Path real, String inode, FileTime modified, long size) {
        static Version of(Path given) throws IOException {
            Path real = given.toRealPath();
            BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
            return new Version(real, String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size());
        }

        boolean isOutdated() throws IOException {
            return !Files.exists(real) || !of(real).equals(this);
        }
    }

    /** Those that last as long as this process. Whoever ends it without exiting closes them. */
    public static UnpackedCaptures ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Where a capture can be read: a packed one is unpacked first, anything else is where it is.
     *
     * @param goOn told now and then how many packed bytes were read; false ends the unpacking
     * @throws InterruptedIOException when it is ended so, or this is closed
     */
    public Path directory(Path given, LongPredicate goOn) throws IOException {
        return CaptureUnpacker.isPacked(given) ? copy(given, goOn) : given;
    }

    private synchronized Path copy(Path given, LongPredicate goOn) throws IOException {
        Version version = Version.of(given);
        Path known = copies.get(version);
        if (known != null) {
            return known;
        }
        Path copy = unpack(version.real(), given, goOn);
        copies.put(version, copy);
        return copy;
    }

    private Path unpack(Path real, Path given, LongPredicate goOn) throws IOException {
        Path own = Files.createTempDirectory(scratch().path(), "");
        Path copy = Files.createDirectory(own.resolve(name(given)));
        boolean whole;
        try (InputStream in = Files.newInputStream(real)) {
            whole = CaptureUnpacker.unpack(given.toString(), in, copy, read -> goOn.test(read) && !ending);
        } catch (IOException e) {
            Trees.delete(own);
            throw e;
        }
        if (!whole) {
            Trees.delete(own);
            throw ended();
        }
        return copy;
    }

    private ScratchDirectory scratch() throws IOException {
        if (ending) {
            throw ended();
        }
        ScratchDirectory here = scratch;
        if (here == null) {
            here = ScratchDirectory.create(PREFIX, this::end);
            scratch = here;
        }
        return here;
    }

    private static IOException ended() {
        return new InterruptedIOException("ended while a capture was unpacked");
    }

    private static String name(Path given) {
        String name = String.valueOf(given.getFileName());
        return name.endsWith(CapturePacker.SUFFIX)
                ? name.substring(0, name.length() - CapturePacker.SUFFIX.length())
                : name;
    }

    /** Removes the copies of files that have changed or are gone. Nobody may be reading them. */
    public synchronized void removeOutdated() throws IOException {
        for (Iterator<Map.Entry<Version, Path>> each = copies.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Version, Path> copy = each.next();
            if (copy.getKey().isOutdated()) {
                each.remove();
                Trees.delete(Objects.requireNonNull(copy.getValue().getParent(), "it lies in a directory of its own"));
            }
        }
    }

    /** Nothing is unpacked after this. */
    private void end() {
        // Before the lock: whoever unpacks holds it.
        ending = true;
        synchronized (this) {
            copies.clear();
        }
    }

    /** Removes all copies. Nothing can be unpacked after that. */
    @Override
    public void close() throws IOException {
        end();
        synchronized (this) {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
