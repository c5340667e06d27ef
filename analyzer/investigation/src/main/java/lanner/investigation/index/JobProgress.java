package lanner.investigation.index;

/** How a long job tells how far it is, and learns whether it is still wanted. Called from the job's thread. */
public interface JobProgress {
    /** A job without progress and without cancel. */
    JobProgress NONE = new JobProgress() {
        @Override
        public void at(double part) {
            // Not reported.
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /** The same for one part of the job, between two parts of the whole. */
    default JobProgress part(double from, double to) {
        JobProgress whole = this;
        return new JobProgress() {
            @Override
            public void at(double part) {
                whole.at(from + (to - from) * part);
            }

            @Override
            public boolean isCancelled() {
                return whole.isCancelled();
            }
        };
    }

    /** The same for what does not say how far it is. */
    default JobProgress silent() {
        JobProgress whole = this;
        return new JobProgress() {
            @Override
            public void at(double part) {
                // Progress is not reported.
            }

            @Override
            public boolean isCancelled() {
                return whole.isCancelled();
            }
        };
    }

    /** What is done with each of many. */
    @FunctionalInterface
    interface Visitor<X extends Exception> {
        void visit(int number) throws X;
    }

    /**
     * Visits the numbers from 0 up, tells how far it is, and asks now and then whether it is still wanted.
     *
     * @return false if it was cancelled
     */
    default <X extends Exception> boolean visit(int count, Visitor<X> visitor) throws X {
        for (int number = 0; number < count; number++) {
            if ((number & Chunk.MASK) == 0) {
                if (isCancelled()) {
                    return false;
                }
                at(number / (double) count);
            }
            visitor.visit(number);
        }
        at(1);
        return true;
    }

    /** @param part from 0 to 1; more than once, seldom backwards */
    void at(double part);

    boolean isCancelled();
}
