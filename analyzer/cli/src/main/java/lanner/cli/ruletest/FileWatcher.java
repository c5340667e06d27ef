package lanner.cli.ruletest;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells which files in some directories change. For one thread. */
final class FileWatcher implements AutoCloseable {
    private static final long SETTLED_MILLIS = 200;

    private final WatchService service = FileSystems.getDefault().newWatchService();
    private final Map<Path, WatchKey> watched = new HashMap<>();

    FileWatcher() throws IOException {}

    /** Watches these directories, no others; what is gone is left out. */
    void watch(Collection<Path> directories) throws IOException {
        Set<Path> wanted = new HashSet<>(directories);
        watched.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path directory : wanted) {
            if (watched.containsKey(directory) || !Files.isDirectory(directory)) {
                continue;
            }
            try {
                watched.put(
                        directory,
                        directory.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_DELETE,
                                StandardWatchEventKinds.ENTRY_MODIFY));
            } catch (NoSuchFileException | NotDirectoryException e) {
                // Gone between the look and the step: the directory above tells when it is back.
                watched.remove(directory);
            }
        }
    }

    /**
     * What has changed since the last call, once nothing changes any more; waits for the first change at most so long. An
     * editor that writes a file in several steps, or beside it, changes it once.
     *
     * @return files and directories; the directory itself where more changed in it than can be told
     */
    Set<Path> next(long millis) throws InterruptedException {
        Set<Path> changed = new HashSet<>();
        Optional<WatchKey> key = poll(millis);
        while (key.isPresent()) {
            take(key.get(), changed);
            key = poll(SETTLED_MILLIS);
        }
        return changed;
    }

    private Optional<WatchKey> poll(long millis) throws InterruptedException {
        try {
            return Optional.ofNullable(service.poll(millis, TimeUnit.MILLISECONDS));
        } catch (ClosedWatchServiceException e) {
            throw new IllegalStateException("asked after close", e);
        }
    }

    private static void take(WatchKey key, Set<Path> changed) {
        Path directory = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            changed.add(event.context() instanceof Path name ? directory.resolve(name) : directory);
        }
        key.reset();
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
