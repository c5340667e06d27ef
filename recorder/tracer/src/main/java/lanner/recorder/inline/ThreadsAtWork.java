package lanner.recorder.inline;

import java.util.List;
import lanner.recorder.arch.AllRegisters;

/** Has stopped threads do their {@link Work}, step by step from stop to stop, and puts them back to where they were. */
final class ThreadsAtWork {
    private static final long EVERY_SIGNAL = -1;
    private static final int SYSCALL_BYTES = 2;

    private final StubImage image;
    private final Hands hands;
    private final PreparedSpaces spaces;
    private final AllRegisters registers = new AllRegisters();

    ThreadsAtWork(StubImage image, Hands hands, PreparedSpaces spaces) {
        this.image = image;
        this.hands = hands;
        this.spaces = spaces;
    }

    /**
     * Begins in the end of a call.
     *
     * @param own the thread's registers
     */
    void begin(InlineThread thread, AllRegisters own, Work.Stage stage, List<Work.Step> steps, Runnable finish) {
        Work work = new Work(own, hands.signalMask(thread.tid()), stage, steps, finish);
        hands.setSignalMask(thread.tid(), EVERY_SIGNAL);
        thread.begins(work);
        advance(thread);
    }

    /**
     * Has a thread that is about to make a call wait with it while another does something for us.
     *
     * @return whether it was let go on, to make its call again
     */
    boolean waits(InlineThread thread) {
        if (!thread.space().isBusy() || !hands.readRegisters(thread.tid(), registers)) {
            return false;
        }
        repeatCall(registers);
        begin(thread, registers, Work.Stage.TO_MARK, List.of(), () -> {});
        return true;
    }

    /** Has a thread that is about to make a call make it again. */
    static void repeatCall(AllRegisters registers) {
        registers.rax(registers.call());
        registers.rip(registers.rip() - SYSCALL_BYTES);
        registers.inNoCall();
    }

    private void advance(InlineThread thread) {
        Work work = thread.work();
        while (true) {
            Work.Step step = work.steps().peek();
            if (step instanceof Work.Write write) {
                work.steps().remove();
                if (!hands.write(thread.tid(), write.address(), write.bytes())) {
                    spaces.giveUp(thread, "its code cannot be written");
                    work.steps().clear();
                }
            } else if (step instanceof Work.Invoke invoke) {
                registers.copy(work.own());
                invoke.prepare().accept(registers);
                hands.writeRegisters(thread.tid(), registers);
                if (work.stage() == Work.Stage.TO_MARK) {
                    hands.goOn(thread.tid());
                } else {
                    hands.goOnToCall(thread.tid());
                }
                return;
            } else {
                finish(thread);
                return;
            }
        }
    }

    private void finish(InlineThread thread) {
        Work work = thread.work();
        if (thread.space().state() != AddressSpace.State.GIVEN_UP) {
            work.finish();
        }
        letGo(thread);
        hands.goOn(thread.tid());
    }

    private void letGo(InlineThread thread) {
        Work work = thread.work();
        thread.endsWork();
        work.own().inNoCall();
        hands.writeRegisters(thread.tid(), work.own());
        hands.setSignalMask(thread.tid(), work.mask());
    }

    /**
     * A thread has stopped that does something for us.
     *
     * @return whether the stop was ours; if not, the thread stands where it began and the stop is to be served
     */
    boolean worked(InlineThread thread, Hands.Stop stop) {
        Work work = thread.work();
        boolean toMark = work.stage() == Work.Stage.TO_MARK;
        if (stop == Hands.Stop.FILTER) {
            if (toMark && hands.isInCall(thread.tid(), StubImage.MARK, image.marked())) {
                invoked(thread);
            } else if (toMark) {
                hands.goOn(thread.tid());
            } else {
                hands.goOnToCall(thread.tid());
            }
            return true;
        }
        if (stop == Hands.Stop.EXIT && work.stage() == Work.Stage.TO_SKIPPED_END) {
            work.stage(Work.Stage.TO_ENTRY);
            hands.goOnToCall(thread.tid());
            return true;
        }
        if (stop == Hands.Stop.ENTRY && work.stage() == Work.Stage.TO_ENTRY) {
            work.stage(Work.Stage.TO_EXIT);
            hands.goOnToCall(thread.tid());
            return true;
        }
        if (stop == Hands.Stop.EXIT && work.stage() == Work.Stage.TO_EXIT) {
            work.stage(Work.Stage.TO_MARK);
            invoked(thread);
            return true;
        }
        breakOff(thread);
        return false;
    }

    private void invoked(InlineThread thread) {
        Work work = thread.work();
        Work.Invoke invoke = (Work.Invoke) work.steps().remove();
        if (!hands.readRegisters(thread.tid(), registers) || !invoke.then().test(registers)) {
            work.steps().clear();
        }
        advance(thread);
    }

    private void breakOff(InlineThread thread) {
        abandon(thread, thread.work());
        letGo(thread);
    }

    /** What is half written is written to the end; what is half mapped is left. */
    void abandon(InlineThread via, Work work) {
        if (via.space().state() == AddressSpace.State.PREPARING) {
            spaces.giveUp(via, "it was stopped while it was prepared");
            return;
        }
        for (Work.Write write : work.writes()) {
            hands.write(via.tid(), write.address(), write.bytes());
        }
    }

    /** Has registers make a call at an address. */
    static void setCall(AllRegisters call, long at, int number, long[] arguments) {
        call.rip(at);
        call.rax(number);
        for (int i = 0; i < arguments.length; i++) {
            call.argument(i, arguments[i]);
        }
        call.inNoCall();
    }
}
