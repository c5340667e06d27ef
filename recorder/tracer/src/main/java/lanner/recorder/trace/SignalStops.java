package lanner.recorder.trace;

import lanner.recorder.arch.Architecture;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Ptrace;

/** Serves signals, stops of job control, and stops that were asked for. */
final class SignalStops {
    private final Architecture architecture = Architecture.current();
    private final Ptrace ptrace;
    private final ProcFiles files;
    private final GuardedObserver observer;
    private final Program program;
    private final Waits waits;
    private final FatalFaults faults;
    private final UntracedClones untraced;
    private final Ends ends;
    private long letDie;

    SignalStops(
            Kernel kernel,
            GuardedObserver observer,
            Program program,
            Waits waits,
            FatalFaults faults,
            UntracedClones untraced,
            Ends ends) {
        this.ptrace = kernel.ptrace();
        this.files = kernel.files();
        this.observer = observer;
        this.program = program;
        this.waits = waits;
        this.faults = faults;
        this.untraced = untraced;
        this.ends = ends;
    }

    Step halt(Tracee tracee, Stop.Halt stop) {
        untraced.giveBack(tracee.tid());
        if (stop.isOfProcess()) {
            waits.stand(tracee);
            return Step.LISTEN;
        }
        hideInterruption(tracee, false);
        return Step.ON;
    }

    Step signal(Tracee tracee, Stop.Signal stop) {
        int signal = stop.number();
        if (observer.recording() && program.isStarted()) {
            observer.signal(tracee.tid(), signal, ptrace.signalSender(tracee.tid()));
        }
        if (faults.needsUsGone(tracee, signal)) {
            ends.tell(tracee, signal);
            faults.repeat(tracee, signal);
            letDie++;
            return Step.LET_GO;
        }
        // Only a traced thread is woken by a signal that is ignored; where a handler runs the call still returns EINTR.
        if (architecture.rewindsBeforeSignals() && files.catches(tracee.tid(), signal)) {
            ptrace.registers().showInterruption(tracee.tid());
        } else if (!WaitStatus.isJobControl(signal) || files.ignores(tracee.tid(), signal)) {
            hideInterruption(tracee, true);
        }
        return ignoresStop(tracee, signal) ? Step.ON : Step.deliver(signal);
    }

    /** How many first processes of PID namespaces were let go, because they die of a fault only then. */
    long letDie() {
        return letDie;
    }

    private void hideInterruption(Tracee tracee, boolean signal) {
        long result = waits.hide(tracee, signal);
        if (result != Waits.GOES_ON && tracee.hasInterrupted()) {
            Call call = tracee.interruptedCall();
            call.result = result;
            observer.exit(call);
            tracee.forgetInterrupted();
        }
    }

    /**
     * The first process of a PID namespace ignores a SIGSTOP from inside it; a traced one is told of it and would stop
     * (sig_ignored in kernel/signal.c). The sender of one from outside has no id there.
     */
    private boolean ignoresStop(Tracee tracee, int signal) {
        return signal == WaitStatus.SIGSTOP
                && ptrace.signalSender(tracee.tid()) != 0
                && tracee.isFirstOfNamespace(files);
    }
}
