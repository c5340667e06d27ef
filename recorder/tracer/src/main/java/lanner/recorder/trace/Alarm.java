package lanner.recorder.trace;

import java.util.concurrent.locks.LockSupport;
import lanner.recorder.os.Waker;

/**
 * Wakes the tracer's thread out of its waiting at given times of System.nanoTime. A wake-up may come just before the
 * thread waits and be lost: it is repeated until the thread has answered.
 */
final class Alarm {
    private static final long REPEAT = 2_000_000;

    private final Waker waker;
    private final Thread clock = new Thread(this::run, "lanner-waits");
    private volatile long next = System.nanoTime();
    private volatile boolean set;

    Alarm(Waker waker) {
        this.waker = waker;
        clock.setDaemon(true);
        clock.start();
    }

    /** Rings at that time, or before if it was going to. */
    void at(long time) {
        if (!set || time - next < 0) {
            reset(time);
        }
    }

    /** Rings at that time and not before. */
    void reset(long time) {
        next = time;
        set = true;
        LockSupport.unpark(clock);
    }

    /** Rings no more until it is set again. */
    void off() {
        if (set) {
            set = false;
        }
    }

    /** Whether it is time. */
    boolean rings(long now) {
        return set && now - next >= 0;
    }

    private void run() {
        while (true) {
            long left = set ? next - System.nanoTime() : Long.MAX_VALUE;
            if (left <= 0) {
                waker.wake();
                left = REPEAT;
            }
            LockSupport.parkNanos(left);
        }
    }
}
