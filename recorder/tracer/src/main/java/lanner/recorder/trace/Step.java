package lanner.recorder.trace;

/**
 * The answer to a stop: how the stopped thread goes on, and with which signal.
 *
 * @param signal what is delivered to it; 0 for none
 */
record Step(Resume how, int signal) {
    /** How a thread leaves a stop. */
    enum Resume {
        /** To the end of the call that it is in, if that end is wanted, and otherwise as {@link #RUN}. */
        ON,
        /** To its next stop: without a filter that is the next call, whichever it is. */
        RUN,
        /** To the end of the call that it is in, in any case. */
        TO_CALL_END,
        /** It stays in its group stop; the end of that is told. */
        LISTEN,
        /** It is traced no longer. */
        LET_GO,
        /** It stays where it is, until its maker is known; or there is nothing that could go on. */
        STAY
    }

    static final Step ON = new Step(Resume.ON, 0);
    static final Step RUN = new Step(Resume.RUN, 0);
    static final Step TO_CALL_END = new Step(Resume.TO_CALL_END, 0);
    static final Step LISTEN = new Step(Resume.LISTEN, 0);
    static final Step LET_GO = new Step(Resume.LET_GO, 0);
    static final Step STAY = new Step(Resume.STAY, 0);

    /** A step for each signal that a wait status can carry: a stop makes no object. */
    private static final Step[] DELIVERING = delivering();

    private static Step[] delivering() {
        Step[] steps = new Step[0x100];
        for (int signal = 0; signal < steps.length; signal++) {
            steps[signal] = signal == 0 ? ON : new Step(Resume.ON, signal);
        }
        return steps;
    }

    /** {@link Resume#ON} with a signal; 0 for none. */
    static Step deliver(int signal) {
        return DELIVERING[signal];
    }

    /** The step for a stop that could not be served, as ptrace(2) asks for it: stopped stays stopped, signals go on. */
    static Step unserved(int status) {
        if (!WaitStatus.isStopped(status)) {
            return STAY;
        }
        int signal = WaitStatus.stopSignal(status);
        if (WaitStatus.event(status) == WaitStatus.EVENT_STOP && WaitStatus.isJobControl(signal)) {
            return LISTEN;
        }
        return deliver(WaitStatus.isSignalStop(status) ? signal : 0);
    }
}
