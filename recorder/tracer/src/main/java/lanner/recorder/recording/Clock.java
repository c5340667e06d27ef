package lanner.recorder.recording;

import java.time.Instant;

/** Real time that never goes back: read once, then moved on by the monotonic clock. */
public final class Clock {
    private final long base;

    public Clock() {
        Instant now = Instant.now();
        base = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    /** Nanoseconds on the monotonic clock. */
    public long monotonic() {
        return System.nanoTime();
    }

    /** The real time of a reading of the monotonic clock, in nanoseconds since the epoch. */
    public long realTime(long monotonic) {
        return base + monotonic;
    }
}
