package lanner.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * A bar on standard error with rate and time left, redrawn some times a second, for work that has taken a second already.
 * Drawn on a terminal only, and wiped when the work ends.
 */
final class ProgressBar implements AutoCloseable {
    private static final long FIRST_MILLIS = 1_000;
    private static final long EVERY_MILLIS = 200;
    private static final int WIDTH = 30;
    private static final long NO_EVENTS = -1;
    private static final int STDERR = 2;
    private static final String WIPE = "\r\033[K";

    private final CountDownLatch done = new CountDownLatch(1);
    /** Not the writer of messages, which lets no control through. */
    private final PrintStream err = System.err;

    private final long total;
    private final LongSupplier bytes;
    private final LongSupplier events;
    private final long began = System.nanoTime();
    private final Thread painter;

    /**
     * @param total how many bytes there are to read; 0 when unknown
     * @param bytes how many are read, asked from another thread
     */
    ProgressBar(long total, LongSupplier bytes, LongSupplier events) {
        this.total = total;
        this.bytes = bytes;
        this.events = events;
        painter = new Thread(this::paint, "lanner-progress");
        painter.setDaemon(true);
    }

    /** For work that is measured in bytes alone. */
    static ProgressBar ofBytes(long total, LongSupplier bytes) {
        return new ProgressBar(total, bytes, () -> NO_EVENTS);
    }

    /** Work that tells how many bytes it has read. */
    interface ByteWork<T> {
        /** @param goOn told now and then how many bytes were read; false ends the work */
        T run(LongPredicate goOn) throws IOException;
    }

    /**
     * Does such work, with a bar for whoever looks at standard error.
     *
     * @param ended asked now and then; true ends the work
     */
    static <T> T during(long total, BooleanSupplier ended, ByteWork<T> work) throws IOException {
        AtomicLong read = new AtomicLong();
        try (ProgressBar progress = ofBytes(total, read::get)) {
            if (isTerminal(STDERR)) {
                progress.start();
            }
            return work.run(bytes -> {
                read.set(bytes);
                return !ended.getAsBoolean();
            });
        }
    }

    /** Begins to draw. */
    void start() {
        painter.start();
    }

    /** Whether a person sees what is written to this descriptor, and it can be drawn on. */
    static boolean isTerminal(int descriptor) {
        return isOnTerminal(descriptor) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether a descriptor is open on a terminal. */
    static boolean isOnTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            // Closed, or no /proc: not a terminal.
            return false;
        }
    }

    private void paint() {
        try {
            long pause = FIRST_MILLIS;
            while (!done.await(pause, TimeUnit.MILLISECONDS)) {
                err.print(WIPE + line(bytes.getAsLong(), events.getAsLong(), (System.nanoTime() - began) / 1e9));
                err.flush();
                pause = EVERY_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bar for so much read in so many seconds. */
    String line(long read, long seen, double seconds) {
        String rate = seen == NO_EVENTS
                ? String.format(Locale.ROOT, "%,.1f MB, %,.1f MB/s", read / 1e6, read / seconds / 1e6)
                : String.format(Locale.ROOT, "%,d events, %.2f M/s", seen, seen / seconds / 1e6);
        if (total <= 0) {
            return rate;
        }
        double part = Math.min(1, read / (double) total);
        int filled = (int) (part * WIDTH);
        String bar = "=".repeat(filled) + (filled < WIDTH ? ">" + " ".repeat(WIDTH - filled - 1) : "");
        String left = part > 0.01 ? String.format(Locale.ROOT, ", %.0f s left", seconds / part - seconds) : "";
        return String.format(Locale.ROOT, "[%s] %3.0f %%  %s%s", bar, part * 100, rate, left);
    }

    @Override
    public void close() {
        done.countDown();
        if (painter.isAlive()) {
            try {
                painter.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            err.print(WIPE);
            err.flush();
        }
    }
}
