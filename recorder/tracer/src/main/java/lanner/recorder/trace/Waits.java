package lanner.recorder.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.Registers;
import lanner.recorder.os.SocketFacts;
import lanner.recorder.os.TraceeMemory;
import lanner.recorder.os.Waker;
import lanner.recorder.seccomp.FiniteWait;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interruptions from a program that come only from being traced, and has waits end when they would have ended.
 *
 * <p>A thread that is traced is woken by signals that it ignores; many calls then return EINTR, and others less than was
 * asked for. Such a call is started again. Its limit would begin anew: so the call is followed to its end, and when the
 * limit that began with its first entry has passed, the thread is stopped and the call given the result of a limit that
 * has passed. A real stop of the process (SIGSTOP) interrupts a call without us as well (signal(7)), and then it stays so.
 */
final class Waits {
    /** What {@link #hide} answers when the call goes on, or there is none. */
    static final long GOES_ON = Long.MIN_VALUE;

    private static final int EINTR = 4;
    private static final int ERESTARTNOHAND = 514;
    private static final int AF_UNIX = 1;
    private static final int ENTER_EXT_ARG = 8;
    private static final int ENTER_ABSOLUTE_OR_REGISTERED = 0x60;
    private static final int EXT_ARG_TIME = 16;
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long SECOND = 1_000_000_000L;

    /** A limit of more than three years is none. */
    private static final long MOST_SECONDS = 100_000_000;

    /** A thread may be between two stops when it is asked to stop: it is asked again. */
    private static final long ASK_AGAIN = 10_000_000;

    /** Calls that the kernel itself starts again unless a handler runs: their interruption was not hidden by us. */
    private static final List<String> RESTARTED_WITHOUT_HANDLER = List.of(
            "pause",
            "select",
            "pselect6",
            "ppoll",
            "io_pgetevents",
            "msgrcv",
            "msgsnd",
            "rt_sigsuspend",
            "clock_nanosleep");

    private final Registers registers;
    private final TraceeMemory memory;
    private final SocketFacts sockets;
    private final Waker waker;
    private final Interrupts interrupts;
    private final Restarts restarts = new Restarts();
    private final Map<Integer, WaitLimit> limits = new HashMap<>();
    private final BitSet limited = new BitSet();
    private final BitSet restartedWithoutHandler = new BitSet();
    private final byte[] bytes = new byte[16];

    /** Threads in calls that were started again and have to end. */
    private final List<Tracee> watched = new ArrayList<>();

    /** Made for the first call that has to end. */
    private @Nullable Alarm alarm;

    /**
     * @param waker wakes the tracer's thread
     */
    Waits(Kernel kernel, Waker waker, Interrupts interrupts) {
        this.registers = kernel.ptrace().registers();
        this.memory = kernel.memory();
        this.sockets = new SocketFacts(kernel.facts());
        this.interrupts = interrupts;
        this.waker = waker;
        for (WaitLimit limit : WaitLimit.ALL) {
            Architecture.current().abi().names().number(limit.call()).ifPresent(number -> {
                limits.put(number, limit);
                limited.set(number);
            });
        }
        for (String name : RESTARTED_WITHOUT_HANDLER) {
            Architecture.current().abi().names().number(name).ifPresent(restartedWithoutHandler::set);
        }
    }

    /** What a filter has to stop without a record. */
    static List<FiniteWait> toStop() {
        return WaitLimit.toStop();
    }

    /** The calls that are started again when nothing but us interrupted them. */
    Restarts restarts() {
        return restarts;
    }

    /** A call is entered. */
    void entered(Tracee tracee, Stop.AtCall stop) {
        int number = stop.number();
        if (number >= 0
                && limited.get(number)
                && stop.abi() == Architecture.current().abi()) {
            tracee.limitedWait().enter(number, stop.instruction(), stop.stack(), System.nanoTime());
        }
    }

    /** A thread stopped at an entry: the call that is watched is over, unless it is this one. */
    void passed(Tracee tracee, Stop.Entry stop) {
        Wait wait = tracee.limitedWait();
        if (wait.isWatched() && !wait.is(stop.number(), stop.instruction(), stop.stack())) {
            wait.over();
        }
    }

    /** A call has ended: if it is watched it is over, unless it was interrupted. */
    void passed(Tracee tracee, Stop.Exit stop) {
        Wait wait = tracee.limitedWait();
        if (wait.isWatched() && stop.result() != -EINTR && stop.result() != -ERESTARTNOHAND) {
            wait.over();
        }
    }

    /**
     * Has an interrupted call started again, unless a handler runs now: then it returns EINTR. In a stop for a signal, or
     * in one that was asked for.
     *
     * @param signal whether it is for a signal: then whatever was interrupted is started again, otherwise what is known
     * @return what the call returned, if its limit has passed; {@link #GOES_ON} otherwise
     */
    long hide(Tracee tracee, boolean signal) {
        int tid = tracee.tid();
        if (!registers.read(tid)) {
            return GOES_ON;
        }
        Abi abi = registers.abi();
        long number = registers.number();
        long result = registers.result();
        boolean cutShort = result == -EINTR && (signal ? restarts.may(abi, number) : restarts.include(abi, number));
        WaitLimit limit = abi.is32Bit() || !Restarts.isOne(number) ? null : limits.get((int) number);
        if (limit != null && (cutShort || result == -ERESTARTNOHAND)) {
            watch(tracee, limit, (int) number, cutShort || limit.restarts());
            if (tracee.limitedWait().isWatched()
                    && System.nanoTime() - tracee.limitedWait().end() >= 0) {
                return expired(tracee, limit);
            }
        }
        if (cutShort) {
            registers.hideInterruption(tid);
        }
        return GOES_ON;
    }

    private void watch(Tracee tracee, WaitLimit limit, int number, boolean begins) {
        Wait wait = tracee.limitedWait();
        long ip = registers.instruction();
        long sp = registers.stack();
        if (wait.isWatched() && wait.is(number, ip, sp) || !begins) {
            return;
        }
        long nanos = limitNanos(tracee, limit);
        if (nanos == NO_LIMIT) {
            wait.over();
            return;
        }
        if (!wait.is(number, ip, sp)) {
            // Its entry was not seen: at most one limit too late.
            wait.enter(number, ip, sp, System.nanoTime());
        }
        wait.watch(wait.since() + nanos);
        if (!watched.contains(tracee)) {
            watched.add(tracee);
        }
        if (alarm == null) {
            alarm = new Alarm(waker);
        }
        alarm.at(wait.end());
    }

    private long expired(Tracee tracee, WaitLimit limit) {
        tracee.limitedWait().over();
        long result =
                limit.call().equals("connect") && sockets.family(tracee.tid(), tracee.pid(), descriptor()) == AF_UNIX
                        ? -WaitLimit.EAGAIN
                        : limit.expired();
        registers.endCall(tracee.tid(), result);
        return result;
    }

    private int descriptor() {
        return (int) registers.argument(0);
    }

    private long limitNanos(Tracee tracee, WaitLimit limit) {
        long argument = registers.argument(limit.argument());
        return switch (limit.kind()) {
            case MILLIS -> (int) argument < 0 ? NO_LIMIT : (int) argument * 1_000_000L;
            case TIMESPEC -> timespec(tracee.tid(), argument);
            case RING ->
                (argument & ENTER_EXT_ARG) == 0 || (argument & ENTER_ABSOLUTE_OR_REGISTERED) != 0
                        ? NO_LIMIT
                        : timespec(tracee.tid(), pointer(tracee.tid(), registers.argument(4) + EXT_ARG_TIME));
            case RECEIVE -> socket(tracee, true);
            case SEND -> socket(tracee, false);
        };
    }

    private long socket(Tracee tracee, boolean receiving) {
        long nanos = sockets.limitNanos(tracee.tid(), tracee.pid(), descriptor(), receiving);
        return nanos <= 0 ? NO_LIMIT : nanos;
    }

    private long pointer(int tid, long address) {
        return memory.read(tid, address, bytes, 0, 8) == 8 ? littleEndian(0) : 0;
    }

    private long timespec(int tid, long address) {
        if (address == 0 || memory.read(tid, address, bytes, 0, 16) != 16) {
            return NO_LIMIT;
        }
        long seconds = littleEndian(0);
        long nanos = littleEndian(8);
        return seconds < 0 || seconds > MOST_SECONDS || nanos < 0 || nanos >= SECOND
                ? NO_LIMIT
                : seconds * SECOND + nanos;
    }

    private long littleEndian(int offset) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[offset + i] & 0xFF);
        }
        return value;
    }

    /** The process of a thread is stopped by a signal: that an interrupted call returns EINTR is not our doing. */
    void stand(Tracee tracee) {
        Wait wait = tracee.limitedWait();
        if (registers.read(tracee.tid())
                && registers.number() >= 0
                && (registers.result() == -EINTR || isHidden(wait))) {
            registers.endCall(tracee.tid(), -EINTR);
        }
        wait.over();
    }

    /** Whether it is by {@link #hide} that the call is about to be started again, and not by the kernel alone. */
    private boolean isHidden(Wait wait) {
        long number = registers.number();
        if (registers.result() != -ERESTARTNOHAND
                || !Restarts.isOne(number)
                || registers.abi().is32Bit()) {
            return false;
        }
        int call = (int) number;
        return !restartedWithoutHandler.get(call)
                || wait.isWatched()
                        && wait.is(call, registers.instruction(), registers.stack())
                        && !Objects.requireNonNull(limits.get(call), "a call that is watched has a limit")
                                .restarts();
    }

    /** Asks those to stop whose calls have to end now. */
    void interruptDue() {
        Alarm alarm = this.alarm;
        if (alarm == null || watched.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        if (!alarm.rings(now)) {
            return;
        }
        long next = 0;
        boolean any = false;
        for (Iterator<Tracee> each = watched.iterator(); each.hasNext(); ) {
            Tracee tracee = each.next();
            if (!tracee.limitedWait().isWatched() || tracee.hasEnded()) {
                each.remove();
                continue;
            }
            long due = tracee.limitedWait().end();
            if (now - due >= 0) {
                interrupts.ask(tracee.tid());
                due = now + ASK_AGAIN;
            }
            next = any ? Math.min(next - now, due - now) + now : due;
            any = true;
        }
        alarm.reset(any ? next : now + SECOND);
    }
}
