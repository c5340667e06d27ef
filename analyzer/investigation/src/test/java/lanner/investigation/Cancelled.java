package lanner.investigation;

import lanner.investigation.index.JobProgress;

/** A job that nobody wants any more. */
public final class Cancelled implements JobProgress {
    @Override
    public void at(double part) {
        // Nobody watches.
    }

    @Override
    public boolean isCancelled() {
        return true;
    }
}
