package lanner.exchange.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import lanner.product.FileFailure;
import org.jspecify.annotations.Nullable;

/**
 * Private copies of packed captures for as long as this process runs: readers need to go to and fro, and to read parts at
 * the same time. A copy lies in the directory for temporary files ({@code TMPDIR}, or Java's own), mode 0700, and is made
 * once.
 * Whoever ends this process calls {@link #remove}; a signal that ends it does the same.
 */
public final class UnpackedCaptures {
    private static final UnpackedCaptures OF_THIS_PROCESS = new UnpackedCaptures();
    private static final String PACKED = ".zst";
    private static final String PREFIX = "lanner-unpacked-";

    /** The copies, by the real paths of the files that they are of. */
    private final Map<Path, Path> copies = new HashMap<>();

    private @Nullable Path root;
    private volatile boolean ending;

    private UnpackedCaptures() {}

    /**
     * Where a capture can be read: a packed one is unpacked first, anything else is where it is.
     *
     * @param unpacked told now and then how many packed bytes were read
     * @throws InterruptedIOException when this process is ending
     */
    public static Path directory(Path given, LongConsumer unpacked) throws IOException {
        return CaptureUnpacker.isPacked(given) ? OF_THIS_PROCESS.copy(given, unpacked) : given;
    }

    /** The same for those who do not want to see how far it is. */
    public static Path directory(Path given) throws IOException {
        return directory(given, read -> {});
    }

    /** Removes all copies. Nothing can be unpacked after that. */
    public static void remove() throws IOException {
        OF_THIS_PROCESS.removeAll();
    }

    private synchronized Path copy(Path given, LongConsumer unpacked) throws IOException {
        Path real = given.toRealPath();
        Path known = copies.get(real);
        if (known != null) {
            return known;
        }
        Path copy = unpack(real, given, unpacked);
        copies.put(real, copy);
        return copy;
    }

    private Path unpack(Path real, Path given, LongConsumer unpacked) throws IOException {
        Path copy = Files.createTempDirectory(root(), "").resolve(name(given));
        Files.createDirectory(copy);
        boolean whole;
        try (InputStream in = Files.newInputStream(real)) {
            whole = CaptureUnpacker.unpack(given.toString(), in, copy, read -> {
                unpacked.accept(read);
                return !ending;
            });
        } catch (IOException e) {
            removeTree(copy);
            throw e;
        }
        if (!whole) {
            throw ending();
        }
        return copy;
    }

    private Path root() throws IOException {
        Path here = root;
        if (here == null) {
            if (ending) {
                throw ending();
            }
            here = temporary();
            root = here;
            Runtime.getRuntime().addShutdownHook(new Thread(this::removeAtExit, "lanner-remove-unpacked"));
        }
        return here;
    }

    private static IOException ending() {
        return new InterruptedIOException("ended while a capture was unpacked");
    }

    private static Path temporary() throws IOException {
        String wanted = System.getenv().getOrDefault("TMPDIR", "");
        return !wanted.isEmpty() && Files.isDirectory(Path.of(wanted))
                ? Files.createTempDirectory(Path.of(wanted), PREFIX)
                : Files.createTempDirectory(PREFIX);
    }

    private static String name(Path given) {
        String name = String.valueOf(given.getFileName());
        return name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
    }

    private void removeAtExit() {
        try {
            removeAll();
        } catch (IOException e) {
            System.err.println("lanner: could not remove " + root + ": " + FileFailure.sentence(e));
        }
    }

    private void removeAll() throws IOException {
        // Before the lock: whoever unpacks holds it.
        ending = true;
        synchronized (this) {
            if (root != null && Files.exists(root)) {
                removeTree(root);
            }
        }
    }

    private static void removeTree(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(directory)) {
            all = tree.sorted((one, other) -> other.getNameCount() - one.getNameCount())
                    .toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
