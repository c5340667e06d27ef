package lanner.cli.tui.desk;

import lanner.investigation.index.JobProgress;

/** Work that goes on beside the window. */
public final class Job implements JobProgress {
    private final String name;
    private volatile double part;
    private volatile boolean cancelled;
    /** For the window's thread. */
    private boolean ended;

    Job(String name) {
        this.name = name;
    }

    /** What a person reads while it takes long. */
    public String name() {
        return name;
    }

    /** How much of it is done, from 0 to 1. */
    public double part() {
        return part;
    }

    @Override
    public void at(double reached) {
        part = reached;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** It is not wanted any more; it ends soon. */
    public void cancel() {
        cancelled = true;
    }

    boolean isRunning() {
        return !ended;
    }

    void end() {
        ended = true;
    }
}
