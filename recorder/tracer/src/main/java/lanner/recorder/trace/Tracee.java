package lanner.recorder.trace;

import java.util.Objects;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.inline.InlineThread;
import org.jspecify.annotations.Nullable;

/**
 * One traced thread: where it is, and its half-finished call. It decides and changes nothing but itself, so that it is
 * tested from tables of stops. The loop carries out what it answers.
 *
 * <pre>
 *            entry, exit wanted               exit
 *  running ─────────────────────▶ in a call ────────▶ running
 *                                     │
 *                                     │ exit, the result says "restart": the call is set aside
 *                                     ▼
 *                                  running, one call set aside
 *                                     │ entry of the same call in the same frame: taken up again, first entry time kept
 *                                     │ entry of another call below its frame: a signal handler's own
 *                                     └ entry of another call above: the handler returned, the program saw EINTR
 * </pre>
 */
final class Tracee {
    /** Calls after which an interruption is no longer followed: its handler does not return. */
    private static final int HANDLER_PATIENCE = 64;

    private static final long ERESTARTSYS = -512;
    private static final long ERESTARTNOINTR = -513;
    private static final long ERESTARTNOHAND = -514;
    private static final long ERESTART_RESTARTBLOCK = -516;
    private static final CallNumber RESTART_SYSCALL = CallNumber.of("restart_syscall");

    private final int pid;
    private int tid;
    private Call call = new Call();
    private long frame;
    private long instruction;
    private boolean inCall;
    private boolean ended;
    private boolean supervised;
    private boolean enteredUnfiltered;
    private boolean askedToStop;
    private boolean stopsAtNextCall = true;
    private Optional<Boolean> firstOfNamespace = Optional.empty();

    private Call aside = new Call();
    private long asideFrame;
    private long asideInstruction;
    private boolean hasAside;
    private int callsSinceInterruption;
    private final Wait wait = new Wait();
    private final Strictness strictness = new Strictness();
    private @Nullable InlineThread inline;

    Tracee(int tid, int pid) {
        this.tid = tid;
        this.pid = pid;
        claim(call);
        claim(aside);
    }

    int tid() {
        return tid;
    }

    int pid() {
        return pid;
    }

    /** Whether its process is the first of its PID namespace. It stays so: /proc is asked once. */
    boolean isFirstOfNamespace(ProcFiles files) {
        if (firstOfNamespace.isEmpty()) {
            firstOfNamespace = Optional.of(files.isFirstOfNamespace(pid));
        }
        return firstOfNamespace.get();
    }

    /** The call the thread is in, or about to enter. */
    Call call() {
        return call;
    }

    /** What recording inside its process knows of it; null where there is none. */
    InlineThread inline() {
        return Objects.requireNonNull(inline, "made known to what records inside processes");
    }

    void inline(InlineThread thread) {
        inline = thread;
    }

    /** Its last wait with a limit. */
    Wait limitedWait() {
        return wait;
    }

    /** How far it is in the strict mode of seccomp(2). */
    Strictness strictness() {
        return strictness;
    }

    boolean inCall() {
        return inCall;
    }

    /** A call that a signal cut short and that may yet go on; its result, if it does not, is EINTR. */
    Call interruptedCall() {
        return aside;
    }

    /** What the call is that the thread is about to make. */
    enum Begin {
        /** A new one. */
        NEW,
        /** A new one, and the interrupted one will never go on: it is to be reported as ended. */
        ANOTHER,
        /** The interrupted one, started again: the thread is in it now. */
        AGAIN
    }

    /** The thread stopped at a call's entry. */
    Begin begins(Stop.AtCall stop) {
        if (continues(stop.abi(), stop.number(), stop.instruction(), stop.stack())) {
            takeUp();
            return Begin.AGAIN;
        }
        return givesUpInterrupted(stop.stack()) ? Begin.ANOTHER : Begin.NEW;
    }

    /** Whether the call at whose entry the thread stopped is the interrupted one, started again. */
    private boolean continues(Abi abi, int number, long ip, long sp) {
        if (!hasAside || abi != aside.abi) {
            return false;
        }
        return RESTART_SYSCALL.is(abi, number)
                || (number == aside.number && ip == asideInstruction && sp == asideFrame);
    }

    /** Takes the interrupted call up again. */
    private void takeUp() {
        swap();
        hasAside = false;
        inCall = true;
        call.duration = Event.UNKNOWN_DURATION;
    }

    /**
     * Whether the interrupted call will never go on, now that the thread enters another one with this stack pointer.
     * True once; {@link #interruptedCall} is then to be reported as ended.
     */
    private boolean givesUpInterrupted(long sp) {
        if (!hasAside) {
            return false;
        }
        callsSinceInterruption++;
        if (Long.compareUnsigned(sp, asideFrame) >= 0 || callsSinceInterruption > HANDLER_PATIENCE) {
            hasAside = false;
            return true;
        }
        return false;
    }

    /** The entry of a new call whose exit is wanted. */
    void enter(long ip, long sp) {
        inCall = true;
        instruction = ip;
        frame = sp;
    }

    /** How the call ends that the thread is in. */
    enum Return {
        /** It is over; {@link #call} is to be reported. */
        DONE,
        /** A signal cut it short and it may go on: it is set aside. */
        INTERRUPTED,
        /** The same, and {@link #call}, which was set aside before, will never go on: it is to be reported. */
        INTERRUPTED_ANEW
    }

    /**
     * The call that the thread is in has ended.
     *
     * @param cutShort whether a signal did that to a call that may be started again
     */
    Return returns(long result, boolean cutShort) {
        if (!cutShort && !mayRestart(result)) {
            leave();
            return Return.DONE;
        }
        boolean anew = hasAside;
        setAside();
        return anew ? Return.INTERRUPTED_ANEW : Return.INTERRUPTED;
    }

    /** Whether the end of what the thread does is wanted: of its call, of a wait with a limit, or of whichever call it makes. */
    boolean isWantedAtCallEnd() {
        return inCall || wait.isWatched() || stopsAtCalls();
    }

    /** Whether a call that ends with this result was interrupted and may be started again by the kernel. */
    static boolean mayRestart(long result) {
        return result == ERESTARTSYS
                || result == ERESTARTNOINTR
                || result == ERESTARTNOHAND
                || result == ERESTART_RESTARTBLOCK;
    }

    /** Whether an interrupted call is set aside. */
    boolean hasInterrupted() {
        return hasAside;
    }

    /** Sets the call aside that has just been interrupted. */
    private void setAside() {
        swap();
        hasAside = true;
        inCall = false;
        callsSinceInterruption = 0;
    }

    /** The call is over, or will never be. */
    void leave() {
        inCall = false;
    }

    /** Nothing of the thread's calls goes on: it has a new image or is ending. */
    void forgetInterrupted() {
        wait.over();
        hasAside = false;
    }

    /** It was asked to stop: what it waits in is interrupted. */
    void asksToStop() {
        askedToStop = true;
    }

    /** It has stopped, for whatever reason: any stop takes the place of the one that was asked for. */
    void stopped() {
        askedToStop = false;
    }

    /** Whether a stop that was asked for is still to come. */
    boolean isAskedToStop() {
        return askedToStop;
    }

    /** Whether it is in no call and stops when it enters one, in a loop without a filter. */
    boolean stopsAtNextCall() {
        return stopsAtNextCall;
    }

    void willStopAtNextCall(boolean stops) {
        stopsAtNextCall = stops;
    }

    /**
     * Its calls may be answered, or let go on, before our filter is asked: a filter of the program's own gives them to a
     * supervisor (seccomp_unotify(2)). So it stops at every call, and its children too.
     */
    void supervise() {
        supervised = true;
    }

    boolean isSupervised() {
        return supervised;
    }

    /** Whether it stops at every call although it has a filter. */
    boolean stopsAtCalls() {
        return supervised || strictness.stopsAtCalls();
    }

    /** Whether the entry of the call that it is in was served, and no filter of ours has stopped it since. */
    boolean isEnteredUnfiltered() {
        return enteredUnfiltered;
    }

    void enteredUnfiltered(boolean entered) {
        enteredUnfiltered = entered;
    }

    /** Whether its end has been told. */
    boolean hasEnded() {
        return ended;
    }

    /** The thread ends; false if that was known. */
    boolean ends() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** After an execve by a thread that was not the first of its process: it has the process's id now. */
    void becomeLeader() {
        tid = pid;
        claim(call);
        claim(aside);
    }

    private void claim(Call owned) {
        owned.tid = tid;
        owned.pid = pid;
    }

    private void swap() {
        Call other = aside;
        aside = call;
        call = other;
        long otherFrame = asideFrame;
        asideFrame = frame;
        frame = otherFrame;
        long otherInstruction = asideInstruction;
        asideInstruction = instruction;
        instruction = otherInstruction;
    }
}
