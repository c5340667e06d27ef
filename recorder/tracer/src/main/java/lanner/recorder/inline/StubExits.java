package lanner.recorder.inline;

import java.util.Optional;
import lanner.recorder.arch.AllRegisters;

/** Takes threads out of the stub before a signal finds them there, and out of it when they end. */
final class StubExits {
    private static final int EINTR = 4;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;
    private static final int SYSCALL_BYTES = 2;

    /** Faults in the stub before it is taken for useless in a process: each costs two stops. */
    private static final int MOST_FAULTS = 1000;

    private final StubImage image;
    private final InlineCall[] calls;
    private final Hands hands;
    private final InlineSink sink;
    private final RingReading reading;
    private final PreparedSpaces spaces;
    private final ThreadSlots slots;
    private final SitePatcher patcher;
    private final Unwinding unwinding;
    private final TrapSettings traps;
    private final AllRegisters registers = new AllRegisters();

    StubExits(
            InlinePlan plan,
            Hands hands,
            InlineSink sink,
            RingReading reading,
            PreparedSpaces spaces,
            ThreadSlots slots,
            SitePatcher patcher,
            Unwinding unwinding,
            TrapSettings traps) {
        this.image = plan.image();
        this.calls = plan.calls();
        this.slots = slots;
        this.hands = hands;
        this.sink = sink;
        this.reading = reading;
        this.spaces = spaces;
        this.patcher = patcher;
        this.unwinding = unwinding;
        this.traps = traps;
    }

    /**
     * A thread has stopped for a signal: if it stands in the stub or a trampoline, it is put where its program would be.
     *
     * @return whether the signal is ours, and the program is not to see it
     */
    boolean signal(InlineThread thread, int signal) {
        AddressSpace space = thread.space();
        if (!space.codeIsThere() || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        if (space.isPrepared()
                && thread.slot() != InlineThread.NO_SLOT
                && registers.gsBase() != SlotLayout.slot(thread.slot())) {
            spaces.giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
        }
        long rip = registers.rip();
        if (signal == SIGTRAP && hands.isFault(thread.tid())) {
            Optional<Site> trap = space.trap(rip);
            if (trap.isPresent()
                    && (space.isBusy() || !isTrap(thread, trap.get().again()))) {
                traps.restoreMask(thread);
                registers.rip(trap.get().again());
                registers.inNoCall();
                return hands.writeRegisters(thread.tid(), registers);
            }
        }
        boolean fault = (signal == SIGSEGV || signal == SIGBUS) && hands.isFault(thread.tid());
        boolean inStub = unwinding.isInStub(rip);
        boolean ours = fault && (inStub || space.trampoline(rip).isPresent());
        Optional<InFlight> interrupted = inStub ? outOfStub(thread, rip) : Optional.empty();
        if (!(fault && inStub)) {
            // What faults has to be made by a stop: the program's own instruction may be a jump to the stub.
            outOfTrampoline(thread, inStub);
        }
        holdBackIfCutShort(thread);
        if (interrupted.isPresent()) {
            tellInterrupted(thread, interrupted.get());
        }
        if (registers.rip() != rip && !hands.writeRegisters(thread.tid(), registers)) {
            return false;
        }
        if (ours) {
            countFault(thread, inStub);
        }
        return ours;
    }

    /** Whether a trap is there that nobody is about to take away: then it is the program's own. */
    private boolean isTrap(InlineThread thread, long address) {
        byte[] there = new byte[1];
        return hands.read(thread.tid(), address, there, 1) == 1 && there[0] == Site.TRAP;
    }

    /** @param fromStub whether it was in the stub a moment ago */
    private void outOfTrampoline(InlineThread thread, boolean fromStub) {
        Optional<Site> site = thread.space().trampoline(registers.rip());
        if (site.isEmpty()) {
            return;
        }
        if (!fromStub && site.get().isStoppingCall(registers.rip()) && isInline(registers.rax())) {
            // The kernel may just have put it there to begin again.
            slots.holdBack(thread);
        }
        Unwinding.outOfTrampoline(registers, site);
    }

    /** A call that may begin again does so by a stop, and up to then what else the thread calls is told apart by stops. */
    private void holdBackIfCutShort(InlineThread thread) {
        boolean cutShort = Unwinding.mayRestart(registers.rax()) || registers.rax() == -EINTR;
        if (cutShort && isInline(registers.call())) {
            slots.holdBack(thread);
        }
    }

    private boolean isInline(long number) {
        return number >= 0 && number < calls.length && calls[(int) number] != null;
    }

    /** A thread has stopped, perhaps in a call that a trampoline makes for it: it is put behind the program's own. */
    void halted(InlineThread thread) {
        AddressSpace space = thread.space();
        if (!space.codeIsThere() || !hands.readRegisters(thread.tid(), registers)) {
            return;
        }
        long rip = registers.rip();
        if (space.own(rip) != rip) {
            outOfTrampoline(thread, false);
            holdBackIfCutShort(thread);
            hands.writeRegisters(thread.tid(), registers);
        }
    }

    private void countFault(InlineThread thread, boolean inStub) {
        if (!inStub) {
            // A trampoline reads nothing: it is not there any more.
            spaces.giveUp(thread, Obstacles.Obstacle.OUR_PAGES.words());
            patcher.restoreAtOnce(thread);
        } else if (thread.space().countFault() == MOST_FAULTS) {
            spaces.giveUp(thread, "faults in the stub");
            patcher.restoreAtOnce(thread);
        }
    }

    /** Answers the call in which it was interrupted, if it was. */
    private Optional<InFlight> outOfStub(InlineThread thread, long rip) {
        boolean timed = rip > image.at("stored");
        Optional<InFlight> flight = reading.inFlight(thread);
        InFlight known = flight.orElse(new InFlight(new byte[SlotLayout.HEADER_BYTES], new byte[SlotLayout.PATH]));
        AllRegisters before = new AllRegisters();
        before.copy(registers);
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, known);
        if (flight.isEmpty() && registers.rip() != before.rcx() - SYSCALL_BYTES && registers.rip() != before.rcx()) {
            // Its slot is gone, and with it where it came from.
            registers.copy(before);
            return Optional.empty();
        }
        if (outcome == Unwinding.Outcome.MADE) {
            reading.takeMade(thread, known, registers.rax(), timed);
        }
        return outcome == Unwinding.Outcome.INTERRUPTED ? Optional.of(known) : Optional.empty();
    }

    private void tellInterrupted(InlineThread thread, InFlight flight) {
        long now = hands.now();
        sink.interrupted(thread, registers, thread.space().clock().nanos(flight.entered(), thread.wentOn(), now));
    }

    /** A call that is made but not published, or begun, when its thread ends. */
    void takeUnfinished(InlineThread thread) {
        if (!hands.readRegisters(thread.tid(), registers) || !unwinding.isInStub(registers.rip())) {
            return;
        }
        boolean timed = registers.rip() > image.at("stored");
        Optional<InFlight> flight = reading.inFlight(thread);
        if (flight.isEmpty()) {
            return;
        }
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, flight.get());
        if (outcome == Unwinding.Outcome.MADE) {
            reading.takeMade(thread, flight.get(), registers.rax(), timed);
        } else if (outcome == Unwinding.Outcome.INTERRUPTED) {
            reading.takeAbandoned(thread, flight.get());
        }
    }
}
