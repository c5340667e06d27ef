package lanner.recorder.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lanner.recorder.session.RunningRecording;
import org.jspecify.annotations.Nullable;

/**
 * Says in a sentence that the disk of the capture takes nothing any more, and when it does again: the program waits
 * meanwhile, and so does the end of the recording.
 */
public final class DiskWatch implements AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<String> messages;
    private final Thread thread;
    private volatile @Nullable RunningRecording recording;
    private volatile boolean closed;
    private long lastSync;
    private boolean silent;
    private boolean said;

    /** @param messages told in a sentence that the disk hangs, and that it goes on */
    DiskWatch(Consumer<String> messages) {
        this.messages = messages;
        thread = new Thread(this::watch, "lanner-disk");
        thread.setDaemon(true);
    }

    /**
     * Begins to watch. Made before the tracer confines itself to a processor, as its thread runs where its maker may.
     *
     * @param messages told in a sentence that the disk hangs, and that it goes on
     */
    public static DiskWatch start(Consumer<String> messages) {
        DiskWatch watch = new DiskWatch(messages);
        watch.thread.start();
        return watch;
    }

    /** The recording has begun. */
    public void follow(RunningRecording running) {
        recording = running;
    }

    private void watch() {
        while (!closed) {
            RunningRecording running = recording;
            if (running != null) {
                look(running);
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /** Twice in a row: a recorder that was itself stopped, as with its machine, finds the disk silent once. */
    void look(RunningRecording running) {
        if (running.failure().isPresent() && !running.commandHasEnded()) {
            // The program goes on, and nothing is written.
            return;
        }
        boolean was = silent;
        long millis = Health.silentMillis(running);
        silent = millis > 0;
        if (silent && was && !said) {
            said = true;
            lastSync = running.lastSyncMillis();
            messages.accept("the capture's disk has taken nothing for " + millis / 1000
                    + " s: the program waits for it at its next call, and so does the end of the recording");
        } else if (said && !silent) {
            said = false;
            messages.accept("the capture's disk takes data again, after " + (running.lastSyncMillis() - lastSync) / 1000
                    + " s");
        }
    }

    /** Watches no longer. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
