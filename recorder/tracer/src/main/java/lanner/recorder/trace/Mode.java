package lanner.recorder.trace;

import java.util.Map;
import java.util.Set;

/** How the program came to be traced: started for us with a filter, or there before us without one. */
sealed interface Mode {
    /** The process that was started for us; 0 for none. */
    int root();

    /** Whether threads stop at each entry and end of a call, because no filter selects the calls. */
    boolean stopsAtEveryCall();

    /** Tells what is traced from the beginning. */
    void begin(GuardedObserver observer);

    /** The threads that are traced from the beginning. */
    void follow(Followed followed, Births births, PageFillers pageFillers);

    /** A program whose filter stops the calls that are to be recorded, and no others. */
    record Launched(int root) implements Mode {
        @Override
        public boolean stopsAtEveryCall() {
            return false;
        }

        @Override
        public void begin(GuardedObserver observer) {
            // Its start is told when its image is executed: what comes before is ours.
        }

        @Override
        public void follow(Followed followed, Births births, PageFillers pageFillers) {
            followed.begin(0, root, root);
        }
    }

    /**
     * Processes that no filter stops, and that outlive us.
     *
     * @param threads the threads of each process, all asked to stop
     */
    record Attached(Map<Integer, Set<Integer>> threads) implements Mode {
        private static final long ANY_FLAGS = -1;

        @Override
        public int root() {
            return 0;
        }

        @Override
        public boolean stopsAtEveryCall() {
            return true;
        }

        @Override
        public void begin(GuardedObserver observer) {
            observer.attached(threads);
        }

        @Override
        public void follow(Followed followed, Births births, PageFillers pageFillers) {
            threads.forEach((pid, tids) -> tids.forEach(tid -> {
                followed.begin(0, tid, pid).asksToStop();
                // It may be in a call that nobody saw it enter.
                births.making(tid, pid, ANY_FLAGS);
            }));
            pageFillers.among(threads.keySet());
        }
    }
}
