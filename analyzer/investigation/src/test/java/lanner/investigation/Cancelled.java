package lanner.investigation;

import lanner.investigation.index.Progress;

/** A job that nobody wants any more. */
public final class Cancelled implements Progress {
    @Override
    public void at(double part) {
        // Nobody watches.
    }

    @Override
    public boolean isCancelled() {
        return true;
    }
}
