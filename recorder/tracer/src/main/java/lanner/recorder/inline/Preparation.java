package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.recorder.arch.AllRegisters;

/** Puts the stub and the ring into a process: a thread maps them as its {@link Work}, at the end of a call of its own. */
final class Preparation {
    private static final int MMAP = 9;
    private static final int SYSCALL_BYTES = 2;

    private final StubImage image;
    private final Hands hands;
    private final PreparedSpaces spaces;
    private final ThreadSlots slots;
    private final ThreadsAtWork atWork;
    private final SitePatcher patcher;
    private final AllRegisters registers = new AllRegisters();

    Preparation(
            StubImage image,
            Hands hands,
            PreparedSpaces spaces,
            ThreadSlots slots,
            ThreadsAtWork atWork,
            SitePatcher patcher) {
        this.image = image;
        this.hands = hands;
        this.spaces = spaces;
        this.slots = slots;
        this.atWork = atWork;
        this.patcher = patcher;
    }

    /**
     * Begins, at the end of a call, if the process is one that can be prepared; otherwise says why it is not.
     *
     * @param behind the address behind the instruction that made the call
     * @return whether the thread was let go on, to work for us
     */
    boolean prepare(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        Optional<String> unfit = hands.unfit(thread.tid());
        if (unfit.isPresent() || !hands.readRegisters(thread.tid(), registers)) {
            unfit.ifPresent(reason -> spaces.giveUp(thread, reason));
            return false;
        }
        if (!registers.is64Bit() || registers.gsBase() != 0 && registers.gsBase() != SlotLayout.NO_SLOT) {
            spaces.giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
            return false;
        }
        space.state(AddressSpace.State.PREPARING);
        List<Work.Step> steps = new ArrayList<>();
        boolean mapsCode = !space.codeIsThere();
        if (mapsCode) {
            steps.add(new Work.Invoke(
                    call -> ThreadsAtWork.setCall(call, behind - SYSCALL_BYTES, MMAP, StubImage.codeMapping()),
                    done -> isAt(thread, done.rax(), SlotLayout.CODE)));
            steps.add(new Work.Write(SlotLayout.CODE, image.bytes()));
        }
        steps.add(new Work.Invoke(
                boot -> {
                    boot.rip(image.bootstrap());
                    boot.r12(TrampolineAreas.near(behind));
                    boot.r14(AddressSpace.AREA_BYTES);
                    boot.inNoCall();
                },
                done -> booted(thread, done)));
        Work.Stage stage = mapsCode ? Work.Stage.TO_ENTRY : Work.Stage.TO_MARK;
        atWork.begin(thread, registers, stage, steps, () -> prepared(thread, behind, number));
        return true;
    }

    private boolean isAt(InlineThread thread, long answer, long wanted) {
        if (answer == wanted) {
            thread.space().codeIsThere(true);
            return true;
        }
        spaces.giveUp(
                thread, answer == -17 ? "its memory is in use where ours would be" : "it may not map more memory");
        return false;
    }

    private boolean booted(InlineThread thread, AllRegisters done) {
        if (done.r13() > 0) {
            thread.space().addArea(done.r13());
        }
        thread.space().ringIsThere(done.rbx() == SlotLayout.RING);
        return isAt(thread, done.rbx(), SlotLayout.RING);
    }

    /** All is mapped: the thread gets its slot, and the place its patch. */
    private void prepared(InlineThread thread, long behind, int number) {
        AddressSpace space = thread.space();
        int length = StubImage.CLOCK_READINGS * StubImage.CLOCK_READING_BYTES;
        byte[] readings = new byte[length];
        if (hands.read(thread.tid(), SlotLayout.first(SlotLayout.RING), readings, length) != length) {
            spaces.giveUp(thread, RingReading.UNREADABLE);
            return;
        }
        space.clock(clock(readings, thread.wentOn(), hands.now()));
        spaces.begin(thread);
        slots.giveSlotAfterWork(thread);
        thread.wentOn(hands.now());
        if (!space.isShared() && space.siteBehind(behind) == null) {
            patcher.patchAlone(thread, behind, number);
        }
    }

    /**
     * The last readings, which are the least disturbed, and the rate between the first and the last. A process of another
     * time namespace reads another clock: then the counter was read just before now.
     */
    private static CounterClock clock(byte[] readings, long began, long now) {
        int last = (StubImage.CLOCK_READINGS - 1) * StubImage.CLOCK_READING_BYTES;
        long nanos = nanos(readings, last);
        long ticks = Peek.littleEndian(readings, last + 16);
        long passed = ticks - Peek.littleEndian(readings, 16);
        double rate = passed <= 0 ? 0.5 : (nanos - nanos(readings, 0)) / (double) passed;
        return new CounterClock(ticks, nanos < began || nanos > now ? now : nanos, rate);
    }

    private static long nanos(byte[] readings, int at) {
        return Peek.littleEndian(readings, at) * 1_000_000_000L + Peek.littleEndian(readings, at + 8);
    }
}
