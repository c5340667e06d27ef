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
    /** All but SIGKILL and SIGSTOP, which nobody can block, up to 31. */
    private static final long STANDARD = 0x7FFFFFFFL & ~(1L << 9 - 1) & ~(1L << 19 - 1);
    /** SIGCANCEL and SIGSETXID of the C library, nptl(7). */
    private static final long LIBRARY = 1L << 32 - 1 | 1L << 33 - 1;

    private final StubImage image;
    private final Hands hands;

    TrapSettings(StubImage image, Hands hands) {
        this.image = image;
        this.hands = hands;
    }

    /** What is known of a process's handler for SIGTRAP while traps are set. */
    enum Handler {
        /** It has none: the kernel can take none away. */
        NONE,
        THERE,
        /** The kernel has taken it away, from a thread that blocked the signal. */
        TAKEN
    }

    /**
     * Looks at what the threads block around which traps are about to be set.
     *
     * @param worker the thread that sets them, which runs into none
     * @return whether it is a bad moment: a thread blocks all signals for a while, as C libraries do where a thread or a process
     *     is made, or has run into a trap that is gone and has not been heard of. Programs cannot block the two signals that
     *     are the C library's own.
     */
    boolean look(InlineThread worker) {
        boolean bad = false;
        for (InlineThread thread : worker.space().threads()) {
            long blocked = hands.blockedSignals(thread.tid());
            boolean trapped = thread != worker && (blocked & TRAPS) == 0 && hands.hasTrapped(thread.tid());
            thread.trappedBefore(trapped);
            if (!trapped) {
                thread.blockedAtTraps(blocked);
            }
            bad |= trapped || thread != worker && (blocked & LIBRARY) == LIBRARY;
        }
        return bad;
    }

    /**
     * Has settings kept over steps that set traps which threads may run into, after a {@link #look}.
     *
     * @param worker the thread that takes the steps, which runs into none
     */
    void keep(InlineThread worker, List<Work.Step> steps) {
        AddressSpace space = worker.space();
        boolean caught = space.isPrepared() && hands.catches(worker.tid(), SIGTRAP);
        space.trapHandler(caught ? Handler.THERE : Handler.NONE);
        if (caught) {
            // Which threads will block the signal when they run into a trap nobody knows yet.
            steps.add(0, action(0, SlotLayout.KEPT_ACTION, () -> {}, done -> {
                if (done.rbx() == 0) {
                    worker.work()
                            .steps()
                            .addLast(action(SlotLayout.KEPT_ACTION, 0, () -> lookForHandler(worker), put -> true));
                }
                return true;
            }));
        }
    }

    /** Before it is put back: the stop of the thread that it was taken from may yet have to be served. */
    private void lookForHandler(InlineThread worker) {
        if (!hands.catches(worker.tid(), SIGTRAP)) {
            worker.space().trapHandler(Handler.TAKEN);
        }
    }

    private Work.Step action(long set, long get, Runnable before, Predicate<AllRegisters> then) {
        long[] arguments = {SIGTRAP, set, get, MASK_BYTES};
        return new Work.Invoke(
                call -> {
                    before.run();
                    ThreadsAtWork.setCall(call, image.remoteCall(), RT_SIGACTION, arguments);
                },
                then);
    }

    /** A thread has stopped for a trap of ours, which it is not told of. */
    void restoreMask(InlineThread thread) {
        long mask = hands.signalMask(thread.tid());
        if (wasUnblocked(thread, mask)) {
            hands.setSignalMask(thread.tid(), mask | TRAPS);
        }
    }

    /**
     * Whether a thread blocked the signal up to its trap. Between the setting of the traps and its own it may have begun to, or
     * ceased to: a handler for the signal returns, or what blocks all signals for a moment. Only a handler that is gone proves
     * it; else it is taken for blocked if the thread still blocks whatever else it blocked then. Of a trap of before the handler
     * proves nothing: it was put back since.
     */
    private boolean wasUnblocked(InlineThread thread, long now) {
        AddressSpace space = thread.space();
        boolean isOfBefore = thread.hasTrappedBefore();
        thread.trappedBefore(false);
        if (space.trapHandler() == Handler.THERE && !isOfBefore) {
            if (hands.catches(thread.tid(), SIGTRAP)) {
                return false;
            }
            space.trapHandler(Handler.TAKEN);
            return true;
        }
        long before = thread.blockedAtTraps();
        if ((before & STANDARD) == STANDARD) {
            // Threads begin like this: what they block for long is known only later.
            return ((now | TRAPS) & STANDARD) == STANDARD;
        }
        return before == (now | TRAPS);
    }
}
