package lanner.recorder.inline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A traced thread as far as recording inside its process is concerned. */
public final class InlineThread {
    static final int NO_SLOT = -1;
    static final int NO_CALL = -1;

    private final int pid;
    private int tid;
    private AddressSpace space;
    private int slot = NO_SLOT;
    private boolean hasGs;
    private boolean heldBack;
    private long blockedAtTraps;
    private boolean trappedBefore;
    private int called = NO_CALL;
    private long calledBehind;
    private @Nullable Work work;
    /** When it was last let go on: nothing that it has recorded since is older. */
    private long wentOn;

    InlineThread(int tid, int pid, AddressSpace space) {
        this.tid = tid;
        this.pid = pid;
        this.space = space;
    }

    public int tid() {
        return tid;
    }

    public int pid() {
        return pid;
    }

    AddressSpace space() {
        return space;
    }

    /** It has another program, and its process's id. */
    void executed(AddressSpace fresh) {
        tid = pid;
        space = fresh;
        slot = NO_SLOT;
        hasGs = false;
        heldBack = false;
        blockedAtTraps = 0;
        trappedBefore = false;
        called = NO_CALL;
        work = null;
    }

    int slot() {
        return slot;
    }

    void slot(int index) {
        slot = index;
    }

    /** Whether gs points to a slot or to where it says that there is none, and not to what its maker has there. */
    boolean hasGs() {
        return hasGs;
    }

    void hasGs(boolean has) {
        hasGs = has;
    }

    /** Whether it makes its calls by stops for now, whatever its slot is. */
    boolean isHeldBack() {
        return heldBack;
    }

    void heldBack(boolean held) {
        heldBack = held;
    }

    /** The signals that it blocked when traps were last set around it, a bit each. */
    long blockedAtTraps() {
        return blockedAtTraps;
    }

    void blockedAtTraps(long signals) {
        blockedAtTraps = signals;
    }

    /** Whether it was on its way to the stop for a trap of before when traps were last set around it. */
    boolean hasTrappedBefore() {
        return trappedBefore;
    }

    void trappedBefore(boolean has) {
        trappedBefore = has;
    }

    /** The call it is in may have a place to patch: it was made by the instruction before {@code behind}. */
    void entered(int number, long behind) {
        called = number;
        calledBehind = behind;
    }

    /** The call that its next stop at a call's end is of; {@link #NO_CALL} for none of interest. */
    int called() {
        return called;
    }

    long calledBehind() {
        return calledBehind;
    }

    /** Whether it does something for us. */
    boolean isAtWork() {
        return work != null;
    }

    /** What it does for us. */
    Work work() {
        return Objects.requireNonNull(work, "it does something for us");
    }

    void begins(Work given) {
        work = given;
    }

    void endsWork() {
        work = null;
    }

    long wentOn() {
        return wentOn;
    }

    void wentOn(long nanos) {
        wentOn = nanos;
    }
}
