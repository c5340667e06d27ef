package lanner.recorder.trace;

/**
 * Answers each stop of a thread with a step. It changes what we know of threads and tells the observer; whether the thread
 * goes on, and how, is the step's matter.
 */
final class StopServer implements Stop.Handler {
    private final Program program;
    private final Followed followed;
    private final Births births;
    private final LettingGo lettingGo;
    private final Interrupts interrupts;
    private final CallStops calls;
    private final Family family;
    private final Ends ends;
    private final SignalStops signals;

    StopServer(
            Program program,
            Followed followed,
            Births births,
            LettingGo lettingGo,
            Interrupts interrupts,
            CallStops calls,
            Family family,
            Ends ends,
            SignalStops signals) {
        this.program = program;
        this.followed = followed;
        this.births = births;
        this.lettingGo = lettingGo;
        this.interrupts = interrupts;
        this.calls = calls;
        this.family = family;
        this.ends = ends;
        this.signals = signals;
    }

    Step answer(Stop stop) {
        if (stop instanceof Stop.Exec exec && exec.former() > 0 && exec.former() != exec.tid()) {
            followed.becomesLeader(exec.former(), exec.tid());
        }
        if (stop instanceof Stop.Ended ended) {
            program.ended(ended.tid(), ended.status());
        }
        Tracee tracee = followed.get(stop.tid());
        if (tracee == null) {
            return family.unknown(stop);
        }
        takeNote(tracee, stop);
        return stop.servedBy(this, tracee);
    }

    private void takeNote(Tracee tracee, Stop stop) {
        boolean asked = tracee.isAskedToStop();
        tracee.stopped();
        if (lettingGo.hasBegun()) {
            tracee.willStopAtNextCall(false);
            if (asked && !stop.isEvent()) {
                // It may have stopped before it was asked: then the other stop is still to come. Now it is, for
                // certain.
                interrupts.ask(tracee.tid());
            }
        }
        if (stop.settlesBirth()) {
            births.settled(tracee.tid());
        }
    }

    @Override
    public Step filter(Tracee tracee, Stop.Filter stop) {
        return calls.filter(tracee, stop);
    }

    @Override
    public Step entry(Tracee tracee, Stop.Entry stop) {
        return calls.entry(tracee, stop);
    }

    @Override
    public Step exit(Tracee tracee, Stop.Exit stop) {
        return calls.exit(tracee, stop);
    }

    @Override
    public Step birth(Tracee tracee, Stop.Birth stop) {
        return family.birth(tracee, stop);
    }

    @Override
    public Step exec(Tracee tracee, Stop.Exec stop) {
        return ends.exec(tracee, stop);
    }

    @Override
    public Step last(Tracee tracee, Stop.Last stop) {
        return ends.last(tracee, stop);
    }

    @Override
    public Step halt(Tracee tracee, Stop.Halt stop) {
        return signals.halt(tracee, stop);
    }

    @Override
    public Step signal(Tracee tracee, Stop.Signal stop) {
        return signals.signal(tracee, stop);
    }

    @Override
    public Step ended(Tracee tracee, Stop.Ended stop) {
        return ends.ended(tracee, stop);
    }

    @Override
    public Step other(Tracee tracee, Stop.Other stop) {
        if (!stop.isEvent()) {
            tracee.willStopAtNextCall(!lettingGo.hasBegun());
        }
        return Step.ON;
    }
}
