package lanner.recorder.trace;

/** Serves new images and ends. An end is told once, whichever stop says it first. */
final class Ends {
    private final GuardedObserver observer;
    private final Followed followed;
    private final Births births;
    private final Program program;

    Ends(GuardedObserver observer, Followed followed, Births births, Program program) {
        this.observer = observer;
        this.followed = followed;
        this.births = births;
        this.program = program;
    }

    Step exec(Tracee caller, Stop.Exec stop) {
        int pid = caller.tid();
        caller.forgetInterrupted();
        // The filter is installed by the image that launches: its own exec came before.
        if (program.starts()) {
            observer.started(pid);
        }
        observer.executed(pid, stop.former() > 0 ? stop.former() : pid, caller.call());
        return Step.ON;
    }

    Step last(Tracee tracee, Stop.Last stop) {
        if (!stop.isThere()) {
            return Step.STAY;
        }
        int tid = tracee.tid();
        births.makerEnded(tid, tracee.inCall() ? tracee.call() : null);
        followed.ending(tid);
        if (stop.status() >= 0) {
            tell(tracee, stop.status());
        }
        // Its parent would be told of the end of a traced one only after us (exit_notify in kernel/exit.c).
        return Step.LET_GO;
    }

    Step ended(Tracee tracee, Stop.Ended stop) {
        births.makerEnded(tracee.tid(), tracee.inCall() ? tracee.call() : null);
        tell(tracee, stop.status());
        followed.forget(tracee.tid());
        return Step.STAY;
    }

    /** Tells the end once: a second SIGKILL takes a thread out of its last stop, or past it. */
    void tell(Tracee tracee, int status) {
        boolean first = tracee.ends();
        if (program.isStarted() && first) {
            abandonCalls(tracee);
            tracee.forgetInterrupted();
            tracee.leave();
            observer.exiting(
                    tracee.tid(), tracee.pid(), tracee.strictness().isExpelled() ? WaitStatus.SIGKILL : status);
        }
    }

    /** What a thread was doing is recorded as far as it got. */
    void abandonCalls(Tracee tracee) {
        if (tracee.hasInterrupted()) {
            observer.abandoned(tracee.interruptedCall());
        }
        if (tracee.inCall()) {
            observer.abandoned(tracee.call());
        }
    }
}
