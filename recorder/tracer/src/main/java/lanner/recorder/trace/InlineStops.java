package lanner.recorder.trace;

import java.util.Objects;
import java.util.Optional;
import lanner.capture.InlineLevel;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.inline.Hands;
import lanner.recorder.inline.InlinePlan;
import lanner.recorder.inline.InlineRecord;
import lanner.recorder.inline.InlineRecorder;
import lanner.recorder.inline.InlineSink;
import lanner.recorder.inline.InlineThread;
import lanner.recorder.os.Waker;
import lanner.recorder.placement.Placement;
import org.jspecify.annotations.Nullable;

/**
 * Recording inside of processes: tells {@link InlineRecorder} what stops, and the observer what it finds. Every event that
 * a process recorded is told before the stop at which it is found.
 */
final class InlineStops implements Inside, InlineSink {
    private static final int EINTR = 4;
    private static final CallNumber EXECVE = CallNumber.of("execve");
    private static final CallNumber EXECVEAT = CallNumber.of("execveat");

    private final InlineLevel level;
    private final InlineRecorder recorder;
    private final Followed followed;
    private final CloneCalls clones;
    private final GuardedObserver observer;
    private final Call recorded = new Call();
    private final Stop.Filter entry = new Stop.Filter();
    private final Waker waker;
    private final Placement placement;
    private @Nullable Alarm alarm;

    InlineStops(
            InlinePlan plan,
            Kernel kernel,
            Followed followed,
            CloneCalls clones,
            GuardedObserver observer,
            Waker waker,
            Placement placement) {
        this.level = plan.level();
        this.placement = placement;
        this.waker = waker;
        this.recorder = new InlineRecorder(plan, new InlineHands(kernel), this);
        this.followed = followed;
        this.clones = clones;
        this.observer = observer;
    }

    @Override
    public @Nullable Step before(Stop stop) {
        Tracee tracee = followed.get(stop.tid());
        // At an exec the id is that of a thread that has ended, and the memory another; all was taken before.
        if (tracee == null || stop instanceof Stop.Exec) {
            return null;
        }
        InlineThread thread = tracee.inline();
        if (stop instanceof Stop.Ended ended) {
            if (WaitStatus.isKilled(ended.status())) {
                recorder.killed(thread);
            }
            return null;
        }
        if (recorder.isAtWork(thread) && !(stop instanceof Stop.Last)) {
            if (recorder.worked(thread, kind(stop))) {
                return Step.STAY;
            }
        }
        if (stop instanceof Stop.Last last) {
            if (last.isThere()) {
                recorder.ending(thread);
            }
            return null;
        }
        recorder.stopped(thread, stop instanceof Stop.Exit);
        if (stop instanceof Stop.Signal signal) {
            return recorder.signal(thread, signal.number()) ? Step.ON : null;
        }
        if (stop instanceof Stop.Halt) {
            recorder.halted(thread);
        }
        if (stop instanceof Stop.AtCall call) {
            call.madeAt(recorder.own(thread, call.instruction()));
        }
        if (stop instanceof Stop.Filter filter
                && filter.abi() == Architecture.current().abi()
                && recorder.entering(thread, filter.number(), filter.args(), filter.instruction())) {
            return Step.STAY;
        }
        if (stop instanceof Stop.AtCall call && executes(call)) {
            recorder.executes(thread);
        }
        return null;
    }

    /** Whether a call is execve(2) or execveat(2), or may be one by a number of its own. */
    private static boolean executes(Stop.AtCall call) {
        boolean hasTable = Architecture.current().abis().contains(call.abi());
        return !hasTable || EXECVE.is(call.abi(), call.number()) || EXECVEAT.is(call.abi(), call.number());
    }

    private static Hands.Stop kind(Stop stop) {
        if (stop instanceof Stop.Filter) {
            return Hands.Stop.FILTER;
        }
        if (stop instanceof Stop.Entry) {
            return Hands.Stop.ENTRY;
        }
        return stop instanceof Stop.Exit ? Hands.Stop.EXIT : Hands.Stop.OTHER;
    }

    @Override
    public Step after(Stop stop, Step step) {
        Tracee tracee = followed.get(stop.tid());
        if (tracee == null) {
            return step;
        }
        recorder.goesOn(tracee.inline());
        if (stop instanceof Stop.Filter && !tracee.hasInterrupted()) {
            recorder.nothingInterrupted(tracee.inline());
        }
        if (stop instanceof Stop.Exec) {
            recorder.executed(tracee.inline());
        } else if (stop instanceof Stop.Filter && step.how() == Step.Resume.ON && recorder.wantsEnd(tracee.inline())) {
            return Step.TO_CALL_END;
        } else if (stop instanceof Stop.Exit exit) {
            boolean over = exit.result() != -EINTR && !Tracee.mayRestart(exit.result());
            return recorder.ended(tracee.inline(), over) ? Step.STAY : step;
        }
        return step;
    }

    @Override
    public boolean betweenStops() {
        if (!recorder.mayHaveRecords()) {
            if (alarm != null) {
                alarm.off();
            }
            return false;
        }
        if (alarm == null) {
            alarm = new Alarm(waker);
        }
        long now = System.nanoTime();
        long next = recorder.takesNext(now);
        if (next - now > 0) {
            alarm.at(next);
            return false;
        }
        recorder.takeWhileRunning();
        placement.tookOut(recorder.takingNanos());
        next = recorder.takesNext(now);
        boolean again = next - System.nanoTime() <= 0;
        if (!again) {
            alarm.reset(next);
        }
        return again;
    }

    @Override
    public void known(@Nullable Tracee maker, Tracee child) {
        child.inline(
                maker == null
                        ? recorder.first(child.tid(), child.pid())
                        : recorder.born(maker.inline(), child.tid(), child.pid(), memory(maker, child)));
    }

    private InlineRecorder.Memory memory(Tracee maker, Tracee child) {
        if (maker.pid() == child.pid()) {
            return InlineRecorder.Memory.SHARED;
        }
        Optional<Boolean> shares = maker.inCall() ? clones.sharesMemory(maker.call()) : Optional.empty();
        return shares.map(shared -> shared ? InlineRecorder.Memory.SHARED : InlineRecorder.Memory.COPIED)
                .orElse(InlineRecorder.Memory.UNKNOWN);
    }

    @Override
    public void begins(Tracee child) {
        recorder.beforeItRuns(child.inline());
    }

    /** A thread is traced no longer. */
    @Override
    public void gone(Tracee tracee) {
        recorder.gone(tracee.inline());
    }

    // --- what processes have recorded --------------------------------------------------------------------------------

    @Override
    public void recorded(InlineThread thread, InlineRecord record, long entered, long left) {
        fill(thread, record, entered);
        recorded.result = record.result();
        recorded.stopMonotonic = left;
        recorded.duration = left - entered;
        observer.inline(recorded, record);
    }

    @Override
    public void abandoned(InlineThread thread, InlineRecord record, long entered) {
        fill(thread, record, entered);
        observer.inlineAbandoned(recorded, record);
    }

    private void fill(InlineThread thread, InlineRecord record, long entered) {
        recorded.tid = thread.tid();
        recorded.pid = thread.pid();
        recorded.number = record.number();
        for (int i = 0; i < recorded.args.length; i++) {
            recorded.args[i] = record.argument(i);
        }
        recorded.enterMonotonic = entered;
    }

    /** The call goes on, or is over, by stops: it is as if it had been entered by one. */
    @Override
    public void interrupted(InlineThread thread, AllRegisters registers, long entered) {
        Tracee tracee = Objects.requireNonNull(followed.get(thread.tid()), "it stands at a stop of ours");
        int number = (int) registers.call();
        entry.of(thread.tid(), true);
        entry.set(Architecture.current().abi(), number, registers.rip(), registers.rsp());
        for (int i = 0; i < entry.args().length; i++) {
            entry.args()[i] = registers.argument(i);
        }
        if (tracee.begins(entry) == Tracee.Begin.ANOTHER) {
            end(tracee.interruptedCall());
        }
        Call call = tracee.call();
        call.begin(entry, false, false);
        tracee.enter(registers.rip(), registers.rsp());
        observer.enter(call);
        call.enterTime -= call.enterMonotonic - entered;
        call.enterMonotonic = entered;
        if (tracee.returns(registers.result(), true) == Tracee.Return.INTERRUPTED_ANEW) {
            end(tracee.call());
        }
        observer.interrupted(call);
    }

    private void end(Call call) {
        call.result = -EINTR;
        observer.exit(call);
    }

    @Override
    public void began(int tid, int pid) {
        observer.inlineBegan(tid, pid, level);
    }

    @Override
    public void ended(int tid, int pid, String reason, long calls) {
        observer.inlineEnded(tid, pid, reason, calls);
    }
}
