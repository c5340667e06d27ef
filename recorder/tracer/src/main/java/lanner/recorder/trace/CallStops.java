package lanner.recorder.trace;

import lanner.recorder.placement.Placement;
import lanner.recorder.seccomp.Filter;

/**
 * Serves the entries and ends of calls.
 *
 * <p>Order of the stops of one call since Linux 4.8:
 *
 * <pre>
 *  with a filter      Filter ──▶ (other stops) ──▶ Exit      the Exit only for a thread let go to its call's end
 *  without one        Entry  ──▶ (other stops) ──▶ Exit      at every call
 * </pre>
 *
 * A thread with a filter that is let go to its call's end while it is in none stops at the next call's Entry, before the
 * Filter of the same call: such an Entry means nothing.
 */
final class CallStops {
    private static final int EINTR = 4;

    private final GuardedObserver observer;
    private final Placement placement;
    private final Mode mode;
    private final Wanted wanted;
    private final LettingGo lettingGo;
    private final Interrupts interrupts;
    private final Waits waits;
    private final UntracedClones untraced;
    private final Precautions precautions;
    private final SeccompMode seccomp;
    private final Traps traps;

    CallStops(
            GuardedObserver observer,
            Placement placement,
            Mode mode,
            Wanted wanted,
            LettingGo lettingGo,
            Interrupts interrupts,
            Waits waits,
            UntracedClones untraced,
            Precautions precautions,
            SeccompMode seccomp,
            Traps traps) {
        this.observer = observer;
        this.placement = placement;
        this.mode = mode;
        this.wanted = wanted;
        this.lettingGo = lettingGo;
        this.interrupts = interrupts;
        this.waits = waits;
        this.untraced = untraced;
        this.precautions = precautions;
        this.seccomp = seccomp;
        this.traps = traps;
    }

    Step filter(Tracee tracee, Stop.Filter stop) {
        int datum = stop.datum();
        boolean ours = datum == Filter.DATUM || datum == Filter.SILENT_DATUM;
        // A filter of the program's own can give our datum: it hides nothing by that.
        boolean silent = datum == Filter.SILENT_DATUM && !wanted.includes(stop) || !observer.recording();
        if (tracee.strictness().isExpelled()) {
            // Its exit, which is ours.
            return Step.ON;
        }
        if (tracee.isEnteredUnfiltered()) {
            tracee.enteredUnfiltered(false);
            tracee.call().refused = precautions.refuse(tracee, stop, ours);
            return Step.ON;
        }
        waits.entered(tracee, stop);
        return enter(tracee, stop, silent, precautions.refuse(tracee, stop, ours));
    }

    Step entry(Tracee tracee, Stop.Entry stop) {
        tracee.willStopAtNextCall(false);
        waits.passed(tracee, stop);
        if (seccomp.forbids(tracee, stop)) {
            // As the last thing that it did, whatever is selected.
            enter(tracee, stop, !observer.recording(), true);
            return seccomp.expel(tracee, stop);
        }
        if (!mode.stopsAtEveryCall() && !tracee.isSupervised()) {
            return Step.ON;
        }
        waits.entered(tracee, stop);
        if (observer.recording() && !lettingGo.hasBegun() && wanted.includes(stop)) {
            precautions.take(tracee, stop);
            tracee.enteredUnfiltered(true);
            return enter(tracee, stop, false, false);
        }
        tracee.leave();
        return Step.ON;
    }

    Step exit(Tracee tracee, Stop.Exit stop) {
        int tid = tracee.tid();
        tracee.willStopAtNextCall(!lettingGo.hasBegun());
        waits.passed(tracee, stop);
        if (tracee.limitedWait().isWatched() || stop.result() == -EINTR && mode.stopsAtEveryCall()) {
            // Any stop swallows the one that was asked for, and only in that one can an interruption be hidden.
            interrupts.ask(tid);
        }
        untraced.giveBack(tid);
        if (tracee.strictness().isEntering()) {
            seccomp.entered(tracee, stop.result());
        }
        if (!tracee.inCall()) {
            // The end of a call that is not recorded.
            tracee.enteredUnfiltered(false);
            return Step.ON;
        }
        // A call that stopped for our filter was trapped by none: a trap goes before a stop.
        if (tracee.isEnteredUnfiltered() && traps.hold(tracee.call(), stop.result())) {
            observer.abandoned(tracee.call());
            tracee.leave();
        } else {
            leave(tracee, stop.result());
        }
        tracee.enteredUnfiltered(false);
        return tracee.stopsAtCalls() ? Step.TO_CALL_END : Step.RUN;
    }

    private Step enter(Tracee tracee, Stop.AtCall stop, boolean silent, boolean refused) {
        boolean placed = !refused && placement.concerns(stop.abi(), stop.number());
        if (silent && !placed) {
            return untraced.hasLent(tracee.tid()) ? Step.TO_CALL_END : Step.ON;
        }
        return switch (tracee.begins(stop)) {
            case AGAIN -> Step.TO_CALL_END;
            case ANOTHER -> {
                end(tracee.interruptedCall(), -EINTR);
                yield enterNew(tracee, stop, silent, refused, placed);
            }
            case NEW -> enterNew(tracee, stop, silent, refused, placed);
        };
    }

    private Step enterNew(Tracee tracee, Stop.AtCall stop, boolean silent, boolean refused, boolean placed) {
        Call call = tracee.call();
        call.begin(stop, silent, refused);
        tracee.enter(stop.instruction(), stop.stack());
        if (placed) {
            placement.entered(tracee.tid(), stop.abi(), stop.number(), (int) stop.args()[0]);
        }
        boolean exitWanted = !silent && observer.enter(call);
        if (exitWanted || placed) {
            call.silent = !exitWanted;
            return Step.TO_CALL_END;
        }
        tracee.leave();
        return Step.ON;
    }

    private void leave(Tracee tracee, long result) {
        Call call = tracee.call();
        boolean cutShort = result == -EINTR && waits.restarts().may(call.abi, call.number);
        if (cutShort && waits.restarts().include(call.abi, call.number)) {
            // A signal that another thread takes is no stop of this one: one has to be asked for.
            interrupts.ask(tracee.tid());
        }
        switch (tracee.returns(result, cutShort)) {
            case DONE -> {
                if (placement.concerns(call.abi, call.number)) {
                    placement.ended(
                            tracee.tid(),
                            call.abi,
                            call.number,
                            (int) call.args[0],
                            call.args[1],
                            call.args[2],
                            result);
                }
                end(call, result);
            }
            case INTERRUPTED -> observer.interrupted(call);
            case INTERRUPTED_ANEW -> {
                observer.interrupted(call);
                end(tracee.call(), -EINTR);
            }
        }
    }

    private void end(Call call, long result) {
        call.result = result;
        observer.exit(call);
    }
}
