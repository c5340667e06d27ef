package lanner.recorder.trace;

import lanner.recorder.os.Signals;

/** The traced program as a whole: whether it has begun, how its first process ended, and its end by force. */
final class Program {
    /** What is killed is not waited for any longer: it stands in the kernel, and dies with us when it leaves that. */
    private static final long DIES_WITHIN = 5_000_000_000L;

    private static final long KILL_EVERY = 20_000_000L;

    private final int root;
    private final TraceeTable tracees;
    private final Signals signals;
    private boolean started;
    private boolean endWithRoot;
    private volatile int rootStatus = -1;
    private long killedSince;
    private long killAgain;

    /**
     * @param root the first process; 0 for none
     * @param started whether what is traced is the program already, and not yet what launches it
     */
    Program(int root, boolean started, TraceeTable tracees, Signals signals) {
        this.root = root;
        this.started = started;
        this.tracees = tracees;
        this.signals = signals;
    }

    boolean isStarted() {
        return started;
    }

    /** A thread has a new image; true for the first: that is the program itself. */
    boolean starts() {
        boolean first = !started;
        started = true;
        return first;
    }

    /** How the first process ended, encoded as wait(2) has it; -1 if it has not. Any thread may ask. */
    int rootStatus() {
        return rootStatus;
    }

    /** Has everything killed that is left when the first process has ended: an entry point's end is everybody's. */
    void endWithRoot() {
        endWithRoot = true;
    }

    /** A thread is no more. */
    void ended(int tid, int status) {
        if (tid == root && rootStatus < 0) {
            rootStatus = status;
            if (endWithRoot) {
                kill();
            }
        }
    }

    /** Kills every process that is traced. */
    void kill() {
        tracees.all().stream().map(Tracee::pid).distinct().forEach(pid -> signals.send(pid, WaitStatus.SIGKILL));
    }

    /** Whether its user had it killed. */
    boolean isKilled() {
        return killedSince != 0;
    }

    /** Kills what is left; true when nothing is to be waited for, because it does not die or is not ours to kill. */
    boolean endsByForce() {
        long now = System.nanoTime();
        if (killedSince == 0) {
            killedSince = now;
            killAgain = now;
        }
        if (now >= killAgain) {
            // Again and again: a process may have made another just before it was killed.
            kill();
            killAgain = now + KILL_EVERY;
        }
        return now - killedSince > DIES_WITHIN;
    }
}
