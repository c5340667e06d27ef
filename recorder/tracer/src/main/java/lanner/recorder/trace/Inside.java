package lanner.recorder.trace;

import org.jspecify.annotations.Nullable;

/** What is done inside of processes, at the points of the loop where a thread stands still and is not yet let go. */
interface Inside {
    /** Nothing. */
    Inside NOTHING = new Inside() {};

    /** A stop was read, and nothing of it is told yet. The answer to it, if it is no concern of the program; null to serve it. */
    default @Nullable Step before(Stop stop) {
        return null;
    }

    /** A stop was answered. How the thread goes on. */
    default Step after(Stop stop, Step step) {
        return step;
    }

    /** To be asked between stops. Whether to be asked again at once, unless there is a stop. */
    default boolean betweenStops() {
        return false;
    }

    /**
     * A thread is known from here on.
     *
     * @param maker who made it; null when it is not known
     */
    default void known(@Nullable Tracee maker, Tracee child) {}

    /** A thread is traced no longer. */
    default void gone(Tracee tracee) {}

    /** A new thread is about to run for the first time. */
    default void begins(Tracee child) {}
}
