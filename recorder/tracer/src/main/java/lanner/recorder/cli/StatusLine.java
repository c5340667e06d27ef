package lanner.recorder.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import lanner.product.Counted;
import lanner.recorder.session.RunningRecording;

/** One line on the terminal that says how a recording goes on, painted anew twice a second. */
final class StatusLine implements AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final String CLEAR = "\r\u001b[K";

    private final RunningRecording running;
    private final LongSupplier tracerNanos;
    private final PrintStream out;
    private final Thread painter;
    private volatile boolean closed;

    /** @param tracerNanos processor time that the tracer has taken, in nanoseconds */
    StatusLine(RunningRecording running, LongSupplier tracerNanos, PrintStream out) {
        this.running = running;
        this.tracerNanos = tracerNanos;
        this.out = out;
        painter = new Thread(this::paint, "lanner-status");
        painter.setDaemon(true);
        painter.start();
    }

    private void paint() {
        long then = System.nanoTime();
        long events = running.events();
        long spent = tracerNanos.getAsLong();
        while (!closed) {
            LockSupport.parkNanos(EVERY);
            long now = System.nanoTime();
            long eventsNow = running.events();
            long spentNow = tracerNanos.getAsLong();
            double seconds = Math.max(1e-3, (now - then) / 1e9);
            if (!closed) {
                out.print(CLEAR
                        + line(
                                eventsNow,
                                (eventsNow - events) / seconds,
                                running.processes(),
                                running.bytes(),
                                running.dropped(),
                                (spentNow - spent) / 1e7 / seconds));
                out.flush();
            }
            then = now;
            events = eventsNow;
            spent = spentNow;
        }
    }

    /** The words of the line. */
    static String line(long events, double rate, int processes, long bytes, int dropped, double percent) {
        return String.format(
                Locale.ROOT,
                "lanner: %s, %,.0f/s, %s, %,.1f MB%s, tracer %.0f %% of a processor",
                Counted.of(events, "event"),
                rate,
                Counted.of(processes, "process", "processes"),
                bytes / 1e6,
                dropped == 0 ? "" : ", " + Counted.of(dropped, "segment") + " dropped",
                percent);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(painter);
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.print(CLEAR);
        out.flush();
    }
}
