package lanner.recorder.inline;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lanner.recorder.arch.AllRegisters;

/**
 * What a stopped thread does for us between two instructions of its program: calls and writes, one behind the other. It
 * begins at the end of a call of its own and ends there, with the registers and the signal mask that it had.
 *
 * <p>The calls end at one that there is not, for which the filter stops the thread: no signal is involved, because one that
 * the kernel has to deliver would undo what the program has set up for it.
 */
final class Work {
    /** One thing to do. */
    sealed interface Step permits Write, Invoke {}

    /** Bytes to write. */
    record Write(long address, byte[] bytes) implements Step {}

    /**
     * A call, or code that makes some.
     *
     * @param prepare sets the registers that it begins with
     * @param then judges the registers that it ends with; false ends the work
     */
    record Invoke(Consumer<AllRegisters> prepare, Predicate<AllRegisters> then) implements Step {}

    /** How the thread comes to its next stop. */
    enum Stage {
        /** To the end of the call that it was about to make when it began, and does not; then to an entry. */
        TO_SKIPPED_END,
        /** To the entry of a call at an instruction of the program's. */
        TO_ENTRY,
        /** To that call's end. */
        TO_EXIT,
        /** To the call that there is not. */
        TO_MARK
    }

    private final Deque<Step> steps;
    private final AllRegisters own = new AllRegisters();
    private final long mask;
    private final Runnable finish;
    private Stage stage;

    /**
     * @param own the registers to go on with in the end
     * @param finish done when all steps are, before the thread goes on; may change {@link #own}
     */
    Work(AllRegisters own, long mask, Stage stage, Collection<? extends Step> steps, Runnable finish) {
        this.own.copy(own);
        this.mask = mask;
        this.stage = stage;
        this.steps = new ArrayDeque<>(steps);
        this.finish = finish;
    }

    AllRegisters own() {
        return own;
    }

    long mask() {
        return mask;
    }

    Stage stage() {
        return stage;
    }

    void stage(Stage next) {
        stage = next;
    }

    Deque<Step> steps() {
        return steps;
    }

    /** What is still to be written. */
    List<Write> writes() {
        return steps.stream()
                .filter(Write.class::isInstance)
                .map(Write.class::cast)
                .toList();
    }

    void finish() {
        finish.run();
    }
}
