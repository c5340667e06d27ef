package lanner.recorder.inline;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has processes record frequent calls themselves. The trace loop tells what stops; this knows who shares memory with whom,
 * counts calls, and has the other rooms do what is due.
 *
 * <p>A process is left alone until it has made {@link #CALLS_BEFORE} calls that could be recorded so, and a place in it
 * until two were made there: short programs pay nothing. Whatever cannot be done leads to calls that stop, which is slow and
 * right; nothing is tried again.
 *
 * <p>The one state of all this is {@link AddressSpace}'s. Owned by the loop's thread.
 */
public final class InlineRecorder {
    /** About what preparing a process costs, in calls that stop. */
    static final int CALLS_BEFORE = 16;

    static final int HITS_BEFORE = 2;

    private static final String KILLED = "it was killed, and its last calls may be missing";

    /** How much of the stub's page tells that it is ours. */
    private static final int TELLING_BYTES = 64;

    private final Hands hands;
    private final StubImage image;
    private final byte[] beginning;
    private final InlineCall[] calls;
    private final Unwinding unwinding;
    private final Peek peek;
    private final PreparedSpaces spaces;
    private final ThreadSlots slots;
    private final ThreadsAtWork atWork;
    private final SitePatcher patcher;
    private final Preparation preparation;
    private final StubExits exits;
    private final Departure departure;
    private final CallersMemory memory = new CallersMemory();
    private boolean hasFirst;

    public InlineRecorder(InlinePlan plan, Hands hands, InlineSink sink) {
        this.hands = hands;
        this.image = plan.image();
        this.beginning = Arrays.copyOf(image.bytes(), TELLING_BYTES);
        this.calls = plan.calls();
        this.unwinding = new Unwinding(image);
        this.peek = new Peek(hands);
        RingReading reading = new RingReading(calls, hands, sink);
        this.spaces = new PreparedSpaces(hands, sink, reading);
        this.slots = new ThreadSlots(hands, spaces);
        this.atWork = new ThreadsAtWork(image, hands, spaces);
        TrapSettings traps = new TrapSettings(image, hands);
        this.patcher = new SitePatcher(image, hands, peek, atWork, traps);
        this.departure = new Departure(hands, atWork, patcher);
        this.preparation = new Preparation(image, hands, spaces, slots, atWork, patcher);
        this.exits = new StubExits(plan, hands, sink, reading, spaces, slots, patcher, unwinding, traps);
    }

    // --- threads come and go -----------------------------------------------------------------------------------------

    /** How a new thread stands to the memory of its maker. */
    public enum Memory {
        SHARED,
        COPIED,
        /** Nobody knows: nothing is done in it. */
        UNKNOWN
    }

    /** The first thread of what is recorded; of later ones it is not known who made them. */
    public InlineThread first(int tid, int pid) {
        AddressSpace space = new AddressSpace();
        if (hasFirst) {
            leaveAlone(space);
        }
        hasFirst = true;
        return joined(new InlineThread(tid, pid, space));
    }

    /** A thread was made, and has not run yet. */
    public InlineThread born(InlineThread maker, int tid, int pid, Memory memory) {
        AddressSpace space = maker.space();
        if (memory == Memory.COPIED) {
            space = space.copy();
        } else if (memory == Memory.UNKNOWN) {
            space = new AddressSpace();
            leaveAlone(space);
        }
        return joined(new InlineThread(tid, pid, space));
    }

    /** Its threads may have the gs of their makers: that is taken from them. */
    private static void leaveAlone(AddressSpace space) {
        space.state(AddressSpace.State.GIVEN_UP);
        space.codeIsThere(true);
    }

    private static InlineThread joined(InlineThread thread) {
        thread.space().join(thread);
        return thread;
    }

    /** A thread has executed a program: nothing of ours is there any more. */
    public void executed(InlineThread thread) {
        thread.space().leave(thread);
        thread.executed(new AddressSpace());
        joined(thread);
    }

    /** A thread is about to execute a program. What it has recorded is taken; it records nothing until its next stop. */
    public void executes(InlineThread thread) {
        thread.space().executes(thread);
    }

    /**
     * A thread has stopped. If it or another of its process was about to execute a program and that failed, the memory may
     * be another by now and the id that of the other thread: then the process will never run again (begin_new_exec in
     * fs/exec.c), and it is none of ours.
     */
    private void hasStopped(InlineThread thread) {
        AddressSpace space = thread.space();
        boolean mayBeReplaced = space.mayBeReplaced(thread.pid());
        space.executesNothing(thread);
        boolean hasCode = space.codeIsThere() && space.state() != AddressSpace.State.PREPARING;
        if (mayBeReplaced && hasCode && !peek.holds(thread, SlotLayout.CODE, beginning)) {
            space.leave(thread);
            AddressSpace other = new AddressSpace();
            other.state(AddressSpace.State.GIVEN_UP);
            thread.executed(other);
            joined(thread);
        }
    }

    /** A thread is in its last stop. */
    public void ending(InlineThread thread) {
        hasStopped(thread);
        if (thread.slot() != InlineThread.NO_SLOT && spaces.drain(thread)) {
            exits.takeUnfinished(thread);
        }
        gone(thread);
    }

    /**
     * A thread was killed. Its last stop was not seen if it was killed again in it, which loses what it recorded behind the
     * stop before, or while it waited in another stop, which loses nothing: they look the same.
     */
    public void killed(InlineThread thread) {
        AddressSpace space = thread.space();
        if (thread.slot() != InlineThread.NO_SLOT && space.recorded() > 0 && !spaces.takeWhileRunning(space)) {
            spaces.end(thread, KILLED);
        }
    }

    /** A thread is no more. */
    public void gone(InlineThread thread) {
        AddressSpace space = thread.space();
        space.leave(thread);
        if (thread.isAtWork()) {
            Work work = thread.work();
            thread.endsWork();
            // Its process ends, or has another program already; one that shares its memory goes on.
            space.ofAnotherProcess(thread.pid()).ifPresent(other -> atWork.abandon(other, work));
        }
    }

    // --- stops -------------------------------------------------------------------------------------------------------

    /**
     * A thread has stopped: what its process has recorded is taken out before the stop is told.
     *
     * @param nothingNew whether the thread itself can have recorded nothing since its last stop
     */
    public void stopped(InlineThread thread, boolean nothingNew) {
        hasStopped(thread);
        AddressSpace space = thread.space();
        settle(thread);
        if (space.hasSlots() && (!nothingNew || space.isShared())) {
            spaces.drain(thread);
        }
    }

    /** A thread is about to be let go on, and everything is told of its stop. */
    public void goesOn(InlineThread thread) {
        thread.wentOn(hands.now());
    }

    /** Takes out what was recorded where nothing has stopped for a while: threads may be running. */
    public void takeWhileRunning() {
        spaces.takeWhileRunning();
    }

    /** When {@link #takeWhileRunning()} is to be called next, in nanoseconds on the monotonic clock. */
    public long takesNext(long now) {
        return spaces.takesNext(now);
    }

    /** How long the taking out has taken so far, in nanoseconds. */
    public long takingNanos() {
        return spaces.takingNanos();
    }

    /** Whether anything may be recorded that no stop has shown yet. */
    public boolean mayHaveRecords() {
        return spaces.mayHaveRecords();
    }

    /** Has a new thread's gs lead somewhere before it runs. */
    public void beforeItRuns(InlineThread thread) {
        settle(thread);
        thread.wentOn(hands.now());
    }

    private void settle(InlineThread thread) {
        if (thread.space().takeUnseen()) {
            look(thread);
        }
        if (!thread.hasGs() && thread.space().codeIsThere()) {
            slots.giveGs(thread);
        }
    }

    /** Looks what a child that has not run yet has inherited of us. */
    private void look(InlineThread thread) {
        AddressSpace space = thread.space();
        boolean isWhole = peek.holds(thread, SlotLayout.CODE, image.bytes());
        if (!isWhole && peek.isMapped(thread, SlotLayout.CODE) || peek.isMapped(thread, SlotLayout.RING)) {
            spaces.giveUp(thread, "it was made while its maker was prepared");
        }
        space.codeIsThere(isWhole);
        patcher.keepWhatIsThere(thread, isWhole);
    }

    /**
     * A call of x86-64 is about to be made by a stop.
     *
     * @param behind the address behind the instruction that makes it
     * @return whether the thread was let go on from here, to make it again later
     */
    public boolean entering(InlineThread thread, int number, long[] arguments, long behind) {
        AddressSpace space = thread.space();
        if (Obstacles.needsRest(number, arguments) && atWork.waits(thread)) {
            return true;
        }
        memory.thread = thread;
        Optional<Obstacles.Obstacle> obstacle = Obstacles.of(number, arguments, memory);
        if (obstacle.isPresent() && !isOfChild(thread, obstacle.get()) && giveUp(thread, obstacle.get())) {
            return true;
        }
        slots.withdrawIfFaultsAreBlocked(thread);
        slots.reset(thread);
        boolean counts = couldBeInline(number, arguments)
                && space.state() != AddressSpace.State.GIVEN_UP
                && !space.isRefused(behind)
                && !unwinding.isInStub(behind);
        if (counts) {
            spaces.wake(thread);
        }
        thread.entered(counts ? number : InlineThread.NO_CALL, behind);
        return false;
    }

    /** Whether only a child is concerned that has its maker's memory until it executes a program: it has limits of its own. */
    private static boolean isOfChild(InlineThread thread, Obstacles.Obstacle found) {
        return found == Obstacles.Obstacle.LIMITED && thread.space().isOfSeveralProcesses();
    }

    private boolean giveUp(InlineThread thread, Obstacles.Obstacle found) {
        // Once given up, what is at our addresses may be the program's.
        boolean isOurs = thread.space().state() != AddressSpace.State.GIVEN_UP;
        spaces.giveUp(thread, found.words());
        if (found == Obstacles.Obstacle.OWN_GS) {
            slots.takeGs(thread);
        }
        if (isOurs && found.countsPages() && !thread.space().isShared()) {
            return departure.leave(thread);
        }
        return found.needsOwnCode() && patcher.restore(thread);
    }

    /** The address behind the program's own instruction, of a call that a thread makes by the instruction before this one. */
    public long own(InlineThread thread, long behind) {
        return thread.space().own(behind);
    }

    /** A call that a thread makes by a stop is entered, and none that was interrupted may begin again. */
    public void nothingInterrupted(InlineThread thread) {
        if (thread.isHeldBack()) {
            slots.holdBackNoMore(thread);
        }
    }

    /** The memory of the thread that is about to make a call. */
    private final class CallersMemory implements Obstacles.Memory {
        private @Nullable InlineThread thread;

        private InlineThread caller() {
            return Objects.requireNonNull(thread, "it makes the call");
        }

        @Override
        public long number(long address) {
            return peek.number(caller(), address);
        }

        @Override
        public boolean isOurs(long start, long end) {
            AddressSpace space = caller().space();
            boolean fixed = start < SlotLayout.RING + SlotLayout.RING_BYTES && end > SlotLayout.CODE;
            return space.codeIsThere() && (fixed || space.overlapsAreas(start, end));
        }
    }

    /**
     * A thread has stopped for a signal: if it stands in the stub or a trampoline, it is put where its program would be.
     *
     * @return whether the signal is ours, and the program is not to see it
     */
    public boolean signal(InlineThread thread, int signal) {
        return exits.signal(thread, signal);
    }

    /** A thread has stopped in a call perhaps, for job control or because it was asked to. */
    public void halted(InlineThread thread) {
        exits.halted(thread);
    }

    /** Whether the end of the call that a thread is about to make is of interest although nothing is recorded there. */
    public boolean wantsEnd(InlineThread thread) {
        return thread.called() != InlineThread.NO_CALL
                && !(thread.space().isPrepared() && thread.space().siteBehind(thread.calledBehind()) != null);
    }

    private boolean couldBeInline(int number, long[] arguments) {
        return number >= 0
                && number < calls.length
                && calls[number] != null
                && calls[number].condition().holds(arguments);
    }

    /**
     * A call has ended at a stop.
     *
     * @param over whether it has, and is not to be started again
     * @return whether the thread was let go on from here
     */
    public boolean ended(InlineThread thread, boolean over) {
        int number = thread.called();
        long behind = thread.calledBehind();
        AddressSpace space = thread.space();
        thread.entered(InlineThread.NO_CALL, 0);
        boolean counts = space.state() == AddressSpace.State.WATCHED || space.isPrepared();
        if (number == InlineThread.NO_CALL || !over || !counts) {
            return false;
        }
        Site site = space.siteBehind(behind);
        if (site != null && space.isPrepared()) {
            atPatched(thread, site);
            return false;
        }
        int made = space.countCall();
        int hits = space.countHit(behind);
        boolean ready = hits >= HITS_BEFORE && (space.isPrepared() || made >= CALLS_BEFORE);
        if (!ready || space.isOfSeveralProcesses() || space.isBusy()) {
            return false;
        }
        return space.isPrepared() ? patcher.patch(thread, behind, number) : preparation.prepare(thread, behind, number);
    }

    /** A call stopped that could have been recorded inside: the thread may lack a slot, the code may be other code by now. */
    private void atPatched(InlineThread thread, Site site) {
        if (thread.slot() == InlineThread.NO_SLOT) {
            // The program may have set gs by an instruction, which no stop has shown.
            slots.giveGs(thread);
        } else if (!thread.space().isBusy()) {
            patcher.forgetIfReplaced(thread, site);
        }
    }

    /** Whether a thread does something for us: its stops are told to {@link #worked} first. */
    public boolean isAtWork(InlineThread thread) {
        return thread.isAtWork();
    }

    /**
     * A thread has stopped that does something for us.
     *
     * @return whether the stop was ours; if not, the thread stands where it began and the stop is to be served
     */
    public boolean worked(InlineThread thread, Hands.Stop stop) {
        return atWork.worked(thread, stop);
    }
}
