package lanner.viewer.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What frames cost: processor time of the two threads that make them, so that other work on the machine does not count. For
 * the window's thread.
 */
final class FrameCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double MILLI = 1e6;

    private final long window = thread("JavaFX Application Thread");
    private final long render = thread("QuantumRenderer");
    private final long[] ofWindow;
    private final long[] ofRender;
    private int frames = -1;
    private long windowBefore;
    private long renderBefore;

    /** @param most frames that are kept */
    FrameCost(int most) {
        ofWindow = new long[most];
        ofRender = new long[most];
    }

    private static long thread(String name) {
        for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(name)) {
                return info.getThreadId();
            }
        }
        throw new IllegalStateException("there is no thread " + name);
    }

    /** Nanoseconds since 1970. */
    static long wallNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Another frame begins: that before it has cost what both threads did since. */
    void next() {
        long windowNow = THREADS.getThreadCpuTime(window);
        long renderNow = THREADS.getThreadCpuTime(render);
        if (frames >= 0 && frames < ofWindow.length) {
            ofWindow[frames] = windowNow - windowBefore;
            ofRender[frames] = renderNow - renderBefore;
        }
        if (frames < ofWindow.length) {
            frames++;
        }
        windowBefore = windowNow;
        renderBefore = renderNow;
    }

    /** The mean and, in brackets, what 95 of a hundred frames stay below, of the window's thread and of the one that paints. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f) / %.1f (%.1f) ms",
                mean(ofWindow),
                below(ofWindow),
                mean(ofRender),
                below(ofRender));
    }

    private double mean(long[] nanos) {
        return Arrays.stream(nanos, 0, frames).average().orElse(0) / MILLI;
    }

    private double below(long[] nanos) {
        return percentile(Arrays.copyOf(nanos, Math.max(0, frames)), 95) / MILLI;
    }

    /** The value that so many of a hundred do not exceed; 0 of none. */
    static double percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
