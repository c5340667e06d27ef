package lanner.recorder.inline;

import lanner.recorder.arch.AllRegisters;

/** Which slot a thread has, and where its gs points to: to the slot, to where it says that there is none, or as before us. */
final class ThreadSlots {
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;

    /** A slot is used from its beginning again when this much of it was used: the rest need not be touched. */
    private static final int USED_BEFORE_RESET = 16 * 1024;

    private final Hands hands;
    private final PreparedSpaces spaces;
    private final AllRegisters registers = new AllRegisters();

    ThreadSlots(Hands hands, PreparedSpaces spaces) {
        this.hands = hands;
        this.spaces = spaces;
    }

    /** Has a stopped thread's gs lead to a slot of its own, or to where it says that there is none. */
    void giveGs(InlineThread thread) {
        if (!hands.readRegisters(thread.tid(), registers)) {
            return;
        }
        long gs = registers.gsBase();
        thread.hasGs(true);
        if (gs != 0 && !SlotLayout.isOurs(gs)) {
            spaces.giveUp(thread, Obstacles.Obstacle.OWN_GS.words());
        } else if (!giveSlot(thread) && gs != SlotLayout.NO_SLOT) {
            hands.setGsBase(thread.tid(), SlotLayout.NO_SLOT);
        }
    }

    /**
     * Whether a thread blocks the signals of faults: the kernel would take the program's handler away when the stub faults
     * in it (force_sig_info_to_task in kernel/signal.c). Such a thread has no slot as long as it does.
     */
    static boolean blocksFaults(long mask) {
        return (mask & (1L << SIGSEGV - 1 | 1L << SIGBUS - 1)) != 0;
    }

    /** Has a thread's gs be what it was before us. */
    void takeGs(InlineThread thread) {
        if (hasOurGs(thread)) {
            hands.setGsBase(thread.tid(), 0);
        }
    }

    private boolean hasOurGs(InlineThread thread) {
        return hands.readRegisters(thread.tid(), registers) && SlotLayout.isOurs(registers.gsBase());
    }

    /** Gives a stopped thread a slot; false where it may have none, or none is left. */
    private boolean giveSlot(InlineThread thread) {
        AddressSpace space = thread.space();
        if (!space.isPrepared() || blocksFaults(hands.signalMask(thread.tid())) || !space.takeSlot(thread)) {
            return false;
        }
        spaces.wake(thread);
        int slot = SlotLayout.slot(thread.slot());
        return writeHeader(thread, slot) && hands.setGsBase(thread.tid(), slot);
    }

    private boolean writeHeader(InlineThread thread, int slot) {
        return hands.write(thread.tid(), slot, StubImage.header(slot))
                && (!thread.isHeldBack() || hands.write(thread.tid(), slot + SlotLayout.LIMIT, 0));
    }

    /**
     * Has a stopped thread make its calls by stops. A call that a signal interrupted may begin again at the program's own
     * instruction, which may be a jump to the stub: there it would be another call. And a call of a handler is told from
     * one that comes later by where the stack is, which only stops show.
     */
    void holdBack(InlineThread thread) {
        thread.heldBack(true);
        if (thread.slot() != InlineThread.NO_SLOT) {
            hands.write(thread.tid(), SlotLayout.slot(thread.slot()) + SlotLayout.LIMIT, 0);
        }
    }

    /** Nothing that was interrupted is to begin again: the thread's slot takes records, if others' do. */
    void holdBackNoMore(InlineThread thread) {
        thread.heldBack(false);
        AddressSpace space = thread.space();
        if (thread.slot() != InlineThread.NO_SLOT && space.isPrepared() && !space.rests()) {
            int slot = SlotLayout.slot(thread.slot());
            hands.write(thread.tid(), slot + SlotLayout.LIMIT, SlotLayout.limit(slot));
        }
    }

    /** Uses a slot from its beginning again. The thread stands outside of the stub, and everything was read. */
    void reset(InlineThread thread) {
        AddressSpace space = thread.space();
        int index = thread.slot();
        if (index == InlineThread.NO_SLOT || !space.isPrepared()) {
            return;
        }
        int slot = SlotLayout.slot(index);
        long first = SlotLayout.first(slot);
        if (space.readUpTo(index) - first > USED_BEFORE_RESET
                && hands.write(thread.tid(), slot + SlotLayout.HEAD, first)) {
            space.readUpTo(index, first);
        }
    }

    /** Takes a thread's slot while it blocks the signals of faults. A gs that the program has set since is left alone. */
    void withdrawIfFaultsAreBlocked(InlineThread thread) {
        if (thread.slot() != InlineThread.NO_SLOT && blocksFaults(hands.signalMask(thread.tid()))) {
            thread.space().freeSlot(thread);
            if (hasOurGs(thread)) {
                hands.setGsBase(thread.tid(), SlotLayout.NO_SLOT);
            }
        }
    }

    /** Gives a thread that is at work the slot that it goes on with, if it may have one. */
    void giveSlotAfterWork(InlineThread thread) {
        Work work = thread.work();
        work.own().gsBase(SlotLayout.NO_SLOT);
        thread.hasGs(true);
        if (!blocksFaults(work.mask()) && thread.space().takeSlot(thread)) {
            int slot = SlotLayout.slot(thread.slot());
            writeHeader(thread, slot);
            work.own().gsBase(slot);
        }
    }
}
