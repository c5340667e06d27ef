package lanner.behaviour.fact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts one fact while events go by. */
final class Tally {
    private static final int[] NO_ROWS = {};

    long done;
    long failed;
    private @Nullable Example first;
    private boolean firstIsDone;
    private int[] rows = NO_ROWS;
    private int kept;
    private boolean isCut;

    /** Counts the event at hand, and keeps its place where places are kept. */
    void count(boolean succeeded, Scene scene) {
        countAlone(succeeded, scene);
        if (isCut || kept > 0 && rows[kept - 1] == scene.row()) {
            return;
        }
        if (!scene.takesRow()) {
            isCut = true;
            return;
        }
        if (kept == rows.length) {
            rows = Arrays.copyOf(rows, Math.max(4, kept * 2));
        }
        rows[kept++] = scene.row();
    }

    /** Counts the event at hand. */
    void countAlone(boolean succeeded, Scene scene) {
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
        return new Seen(done, failed, first, kept == 0 ? EventRows.NONE : new EventRows(rows, kept, !isCut));
    }
}
