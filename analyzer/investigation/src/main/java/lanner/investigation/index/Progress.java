package lanner.investigation.index;

/** How a long job tells how far it is, and learns whether it is still wanted. Called from the job's thread. */
public interface Progress {
    /** A job that nobody watches. */
    Progress NONE = new Progress() {
        @Override
        public void at(double part) {
            // Nobody watches.
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** @param part from 0 to 1; more than once, seldom backwards */
    void at(double part);

    boolean isCancelled();
}
