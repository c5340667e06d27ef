package lanner.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Waits for what a recorder writes next, and finds out when there is no recorder any more: a segment that no process has
 * open will not grow.
 */
final class Follow {
    private static final long FIRST_PAUSE = 200_000;
    private static final long LONGEST_PAUSE = 3_000_000;
    private static final long ASK_EVERY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final Path capture;
    private final BooleanSupplier goOn;
    private long pause = FIRST_PAUSE;
    private long asked = System.nanoTime();
    private long lastSeen = System.nanoTime();
    private boolean recorderSeen;

    Follow(Path capture, BooleanSupplier goOn) {
        this.capture = capture;
        this.goOn = goOn;
    }

    /** Waits until the recorder has made the capture's first file. */
    void awaitStart() {
        long deadline = System.nanoTime() + PATIENCE;
        while (!hasSegment() && System.nanoTime() < deadline && goOn.getAsBoolean()) {
            LockSupport.parkNanos(LONGEST_PAUSE);
        }
    }

    private boolean hasSegment() {
        if (!Files.isDirectory(capture)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(capture)) {
            return entries.anyMatch(entry -> entry.toString().endsWith(".cq4"));
        } catch (IOException e) {
            // It vanished between the two questions.
            return false;
        }
    }

    boolean isStopped() {
        return !goOn.getAsBoolean();
    }

    /** A record was there: the next one may be near. */
    void seen() {
        pause = FIRST_PAUSE;
        asked = System.nanoTime();
        lastSeen = asked;
    }

    /** Waits a little; false when the segment will not grow any more. */
    boolean goesOn(String segment) throws IOException {
        LockSupport.parkNanos(pause);
        pause = Math.min(LONGEST_PAUSE, pause + pause / 4);
        if (System.nanoTime() - asked < ASK_EVERY) {
            return true;
        }
        asked = System.nanoTime();
        if (isOpenSomewhere(capture.resolve(segment).toRealPath())) {
            recorderSeen = true;
            return true;
        }
        // A recorder in another container cannot be seen: only a long silence says that there is none.
        return !recorderSeen && asked - lastSeen < PATIENCE;
    }

    /** Whether another process that we may look into has the file open. */
    static boolean isOpenSomewhere(Path file) throws IOException {
        long own = ProcessHandle.current().pid();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> !process.getFileName().toString().equals(Long.toString(own)))
                    .anyMatch(process -> hasOpen(process.resolve("fd"), file));
        }
    }

    private static boolean hasOpen(Path descriptors, Path file) {
        try (Stream<Path> entries = Files.list(descriptors)) {
            return entries.anyMatch(entry -> leadsTo(entry, file));
        } catch (IOException e) {
            // It ended, or belongs to somebody else; a recorder that we can read from is our own user's.
            return false;
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }
}
