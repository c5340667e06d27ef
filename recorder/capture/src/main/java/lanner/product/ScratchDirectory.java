package lanner.product;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory for what need not outlive this process, below the place for temporary files ({@code TMPDIR}, or Java's own),
 * mode 0700. It is removed when it is closed, and when the process exits or a signal ends it.
 *
 * <p>A process that is killed leaves its directory behind. The next one of the same user that makes a directory with the
 * same prefix removes it: the file {@value #LOCK} in it is locked for as long as its maker lives (fcntl(2)).
 */
public final class ScratchDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String UID = "unix:uid";

    /** Those of this process: closing any channel of a file gives up all locks that the process has on it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Runnable beforeExit;
    private final Optional<FileChannel> lock;
    private final Thread atExit = new Thread(this::closeAtExit, "lanner-remove-scratch");

    private ScratchDirectory(Path directory, Runnable beforeExit) throws IOException {
        this.directory = directory;
        this.beforeExit = beforeExit;
        OURS.add(directory);
        lock = lock(directory);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes one; its name begins with the prefix. */
    public static ScratchDirectory create(String prefix) throws IOException {
        return create(prefix, () -> {});
    }

    /** @param beforeExit run before the directory is removed because the process ends: nobody may write there after it */
    public static ScratchDirectory create(String prefix, Runnable beforeExit) throws IOException {
        Path place = place();
        Path directory = Files.createTempDirectory(place, prefix);
        removeLeftOver(place, prefix, Files.getAttribute(directory, UID));
        return new ScratchDirectory(directory, beforeExit);
    }

    /**
     * Makes one in another place, for what may be large; among temporary files where that cannot be written.
     *
     * @param place made if it is not there, for its owner alone
     */
    public static ScratchDirectory in(Path place, String prefix) throws IOException {
        Path made;
        try {
            Files.createDirectories(
                    place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            made = Files.createTempDirectory(place, prefix);
        } catch (IOException e) {
            return create("lanner-" + prefix);
        }
        removeLeftOver(place, prefix, Files.getAttribute(made, UID));
        return new ScratchDirectory(made, () -> {});
    }

    private static Path place() {
        String wanted = System.getenv().getOrDefault("TMPDIR", "");
        return !wanted.isEmpty() && Files.isDirectory(Path.of(wanted))
                ? Path.of(wanted)
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** It gets its name when it is locked, so that nobody meets it without its lock. */
    private static Optional<FileChannel> lock(Path directory) throws IOException {
        Path unnamed = directory.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(unnamed, directory.resolve(LOCK));
            return Optional.of(channel);
        } catch (IOException e) {
            // A file system without locks: what a killed process leaves stays there.
            channel.close();
            return Optional.empty();
        }
    }

    private static void removeLeftOver(Path place, String prefix, Object uid) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(place, prefix + "*")) {
            for (Path each : all) {
                if (!OURS.contains(each)) {
                    removeIfLeftOver(each, uid);
                }
            }
        }
    }

    private static void removeIfLeftOver(Path directory, Object uid) {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getAttribute(directory, UID, LinkOption.NOFOLLOW_LINKS)
                            .equals(uid)
                    || !Files.isRegularFile(directory.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            try (FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (lock.tryLock() != null) {
                    Trees.delete(directory);
                }
            }
        } catch (IOException e) {
            // Somebody else removes it at this moment, or nobody may: it is none of ours either way.
            return;
        }
    }

    public Path path() {
        return directory;
    }

    private void closeAtExit() {
        try {
            beforeExit.run();
            remove();
        } catch (IOException e) {
            System.err.println("lanner: could not remove " + TerminalText.visible(directory.toString()) + ": "
                    + FileFailure.sentence(e));
        }
    }

    /** Removes the directory with all that is in it. */
    @Override
    public void close() throws IOException {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the hook finds nothing to do.
            return;
        }
    }

    private synchronized void remove() throws IOException {
        Trees.delete(directory);
        if (lock.isPresent()) {
            lock.get().close();
        }
        OURS.remove(directory);
    }
}
