package lanner.recorder.inline;

import java.util.Optional;
import lanner.recorder.arch.AllRegisters;

/** Takes threads out of the stub before a signal finds them there, and out of it when they end. */
final class StubExits {
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;
    private static final int SYSCALL_BYTES = 2;

    /** Faults in the stub before it is taken for useless in a process: each costs two stops. */
    private static final int MOST_FAULTS = 1000;

    private final StubImage image;
    private final Hands hands;
    private final InlineSink sink;
    private final RingReading reading;
    private final PreparedSpaces spaces;
    private final SitePatcher patcher;
    private final Unwinding unwinding;
    private final AllRegisters registers = new AllRegisters();

    StubExits(
            StubImage image,
            Hands hands,
            InlineSink sink,
            RingReading reading,
            PreparedSpaces spaces,
            SitePatcher patcher,
            Unwinding unwinding) {
        this.image = image;
        this.hands = hands;
        this.sink = sink;
        this.reading = reading;
        this.spaces = spaces;
        this.patcher = patcher;
        this.unwinding = unwinding;
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
            if (trap.isPresent()) {
                registers.rip(trap.get().again());
                registers.inNoCall();
                return hands.writeRegisters(thread.tid(), registers);
            }
        }
        boolean fault = (signal == SIGSEGV || signal == SIGBUS) && hands.isFault(thread.tid());
        boolean inStub = unwinding.isInStub(rip);
        boolean ours = fault && (inStub || space.trampoline(rip).isPresent());
        if (inStub) {
            outOfStub(thread, rip);
        }
        if (!(fault && inStub)) {
            Unwinding.outOfTrampoline(registers, space.trampoline(registers.rip()));
        }
        if (registers.rip() != rip && !hands.writeRegisters(thread.tid(), registers)) {
            return false;
        }
        if (ours) {
            countFault(thread);
        }
        return ours;
    }

    private void countFault(InlineThread thread) {
        if (thread.space().countFault() == MOST_FAULTS) {
            spaces.giveUp(thread, "faults in the stub");
            patcher.restore(thread);
        }
    }

    private void outOfStub(InlineThread thread, long rip) {
        boolean timed = rip > image.at("stored");
        Optional<InFlight> flight = reading.inFlight(thread);
        InFlight known = flight.orElse(new InFlight(new byte[SlotLayout.HEADER_BYTES], new byte[SlotLayout.PATH]));
        AllRegisters before = new AllRegisters();
        before.copy(registers);
        Unwinding.Outcome outcome = unwinding.outOfStub(registers, known);
        if (flight.isEmpty() && registers.rip() != before.rcx() - SYSCALL_BYTES && registers.rip() != before.rcx()) {
            // Its slot is gone, and with it where it came from.
            registers.copy(before);
            return;
        }
        if (outcome == Unwinding.Outcome.MADE) {
            reading.takeMade(thread, known, registers.rax(), timed);
        } else if (outcome == Unwinding.Outcome.INTERRUPTED) {
            long now = hands.now();
            sink.interrupted(thread, registers, thread.space().clock().nanos(known.entered(), thread.wentOn(), now));
        }
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
