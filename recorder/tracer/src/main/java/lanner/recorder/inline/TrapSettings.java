package lanner.recorder.inline;

import java.util.List;
import java.util.function.Predicate;
import lanner.recorder.arch.AllRegisters;

/**
 * What a process has set for SIGTRAP. The kernel undoes that when a thread runs into a trap of ours while it blocks the
 * signal: it unblocks it, and takes the handler away (force_sig_info_to_task in kernel/signal.c). Both are put back, the mask
 * when the thread is told from its stop, the handler when no trap is there any more.
 */
final class TrapSettings {
    private static final int RT_SIGACTION = 13;
    private static final int SIGTRAP = 5;
    private static final long TRAPS = 1L << SIGTRAP - 1;
    private static final int MASK_BYTES = 8;

    private final StubImage image;
    private final Hands hands;

    TrapSettings(StubImage image, Hands hands) {
        this.image = image;
        this.hands = hands;
    }

    /**
     * Has settings kept over steps that set traps which threads may run into.
     *
     * @param worker the thread that takes the steps, which runs into none
     */
    void keep(InlineThread worker, List<Work.Step> steps) {
        AddressSpace space = worker.space();
        boolean blocked = false;
        for (InlineThread thread : space.threads()) {
            thread.blocksTraps(hands.blocks(thread.tid(), SIGTRAP));
            blocked |= thread.blocksTraps();
        }
        if (blocked && space.isPrepared() && hands.catches(worker.tid(), SIGTRAP)) {
            steps.add(0, action(0, SlotLayout.KEPT_ACTION, done -> {
                if (done.rbx() == 0) {
                    worker.work().steps().addLast(action(SlotLayout.KEPT_ACTION, 0, put -> true));
                }
                return true;
            }));
        }
    }

    private Work.Step action(long set, long get, Predicate<AllRegisters> then) {
        long[] arguments = {SIGTRAP, set, get, MASK_BYTES};
        return new Work.Invoke(call -> ThreadsAtWork.setCall(call, image.remoteCall(), RT_SIGACTION, arguments), then);
    }

    /** A thread has stopped for a trap of ours, which it is not told of. */
    void restoreMask(InlineThread thread) {
        if (thread.blocksTraps()) {
            hands.setSignalMask(thread.tid(), hands.signalMask(thread.tid()) | TRAPS);
        }
    }
}
