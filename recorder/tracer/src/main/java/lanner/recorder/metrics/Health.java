package lanner.recorder.metrics;

import java.util.concurrent.TimeUnit;
import lanner.recorder.session.RunningRecording;

/**
 * Whether a recording does what it is there for.
 *
 * @param sentence what is wrong, or that nothing is
 */
record Health(boolean isHealthy, String sentence) {
    /** The capture is forced to the disk once a second: a disk that takes nothing for so long hangs. */
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    static Health of(RunningRecording recording) {
        if (recording.failure().isPresent()) {
            return new Health(false, "recording stopped: " + recording.failure().get());
        }
        long silent = silentMillis(recording);
        if (silent > 0) {
            return new Health(false, "the disk has taken nothing for " + silent / 1000 + " s");
        }
        return new Health(true, "recording");
    }

    /** How long the disk has taken nothing, in milliseconds; 0 while that is no longer than it may be. */
    static long silentMillis(RunningRecording recording) {
        long silent = System.currentTimeMillis() - recording.lastSyncMillis();
        return recording.unsyncedBytes() > 0 && silent > PATIENCE_MILLIS ? silent : 0;
    }
}
