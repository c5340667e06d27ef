package lanner.recorder.inline;

import java.util.ArrayList;
import java.util.List;
import lanner.recorder.arch.AllRegisters;

/**
 * Takes everything of ours out of a process of one thread, before a call after which it would be counted: the thread unmaps it
 * as its {@link Work}, by an instruction of its own.
 */
final class Departure {
    private static final int MUNMAP = 11;
    private static final int SYSCALL_BYTES = 2;

    private final Hands hands;
    private final ThreadsAtWork atWork;
    private final SitePatcher patcher;
    private final AllRegisters registers = new AllRegisters();

    Departure(Hands hands, ThreadsAtWork atWork, SitePatcher patcher) {
        this.hands = hands;
        this.atWork = atWork;
        this.patcher = patcher;
    }

    /**
     * Begins, at the entry of the thread's call. What is recorded was taken.
     *
     * @return whether the thread was let go on, to unmap and then make its call
     */
    boolean leave(InlineThread thread) {
        AddressSpace space = thread.space();
        if (!space.codeIsThere() || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        patcher.restoreAtOnce(thread);
        long behind = space.own(registers.rip());
        List<Work.Step> steps = new ArrayList<>();
        if (space.ringIsThere()) {
            space.ringIsThere(false);
            steps.add(unmap(thread, behind, SlotLayout.RING, SlotLayout.RING_BYTES));
        }
        for (long area : space.takeAreas()) {
            steps.add(unmap(thread, behind, area, AddressSpace.AREA_BYTES));
        }
        space.codeIsThere(false);
        steps.add(unmap(thread, behind, SlotLayout.CODE, SlotLayout.CODE_BYTES));
        space.freeSlot(thread);
        thread.hasGs(false);
        registers.rip(behind);
        if (SlotLayout.isOurs(registers.gsBase())) {
            registers.gsBase(0);
        }
        ThreadsAtWork.repeatCall(registers);
        atWork.begin(thread, registers, Work.Stage.TO_SKIPPED_END, steps, () -> {});
        return true;
    }

    private static Work.Step unmap(InlineThread thread, long behind, long address, long length) {
        long[] arguments = {address, length};
        return new Work.Invoke(call -> ThreadsAtWork.setCall(call, behind - SYSCALL_BYTES, MUNMAP, arguments), done -> {
            thread.work().stage(Work.Stage.TO_ENTRY);
            return true;
        });
    }
}
