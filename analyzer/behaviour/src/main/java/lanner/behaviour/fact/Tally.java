package lanner.behaviour.fact;

import org.jspecify.annotations.Nullable;

/** Counts one fact while events go by. */
final class Tally {
    long done;
    long failed;
    private @Nullable Example first;
    private boolean firstIsDone;

    /** Counts the event at hand. */
    void count(boolean succeeded, Scene scene) {
        if (succeeded) {
            done++;
        } else {
            failed++;
        }
        if (first == null || succeeded && !firstIsDone) {
            first = scene.example();
            firstIsDone = succeeded;
        }
    }

    Seen seen() {
        if (first == null) {
            throw new IllegalStateException("nothing was counted");
        }
        return new Seen(done, failed, first);
    }
}
