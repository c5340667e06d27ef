package lanner.recorder.trace;

import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.os.StopFacts;

/**
 * Reads what happened: a wait status and what has to be asked of the kernel with it become a {@link Stop}. Nothing is
 * changed by reading, and nothing decided.
 */
final class StopReader {
    private final StopFacts kernel;
    private final Architecture architecture;
    private final Stop.Filter filter = new Stop.Filter();
    private final Stop.Entry entry = new Stop.Entry();
    private final Stop.Exit exit = new Stop.Exit();
    private final Stop.Birth birth = new Stop.Birth();
    private final Stop.Exec exec = new Stop.Exec();
    private final Stop.Last last = new Stop.Last();
    private final Stop.Halt halt = new Stop.Halt();
    private final Stop.Signal signal = new Stop.Signal();
    private final Stop.Ended ended = new Stop.Ended();
    private final Stop.Other other = new Stop.Other();

    StopReader(StopFacts kernel) {
        this(kernel, Architecture.current());
    }

    StopReader(StopFacts kernel, Architecture architecture) {
        this.kernel = kernel;
        this.architecture = architecture;
    }

    /** What happened to a thread that a wait answered, with its status. The object is good until the next call. */
    Stop read(int tid, int status) {
        if (!WaitStatus.isStopped(status)) {
            ended.set(status);
            return ended.of(tid, true);
        }
        int event = WaitStatus.event(status);
        if (event != 0) {
            return event(tid, event, WaitStatus.stopSignal(status)).of(tid, true);
        }
        if (WaitStatus.isSyscallStop(status)) {
            return call(tid).of(tid, false);
        }
        signal.set(WaitStatus.stopSignal(status));
        return signal.of(tid, false);
    }

    private Stop event(int tid, int event, int stopSignal) {
        return switch (event) {
            case WaitStatus.EVENT_SECCOMP -> filtered(tid);
            case WaitStatus.EVENT_FORK, WaitStatus.EVENT_VFORK, WaitStatus.EVENT_CLONE -> {
                birth.set((int) kernel.eventId(tid));
                yield birth;
            }
            case WaitStatus.EVENT_EXEC -> {
                exec.set((int) kernel.eventId(tid));
                yield exec;
            }
            case WaitStatus.EVENT_EXIT -> {
                boolean there = kernel.isInLastStop(tid);
                last.set(there, kernel.eventMessage(tid));
                yield last;
            }
            case WaitStatus.EVENT_STOP -> {
                halt.set(WaitStatus.isJobControl(stopSignal));
                yield halt;
            }
            default -> other;
        };
    }

    private Stop filtered(int tid) {
        if (kernel.syscallInfo(tid) != StopFacts.OP_SECCOMP) {
            return other;
        }
        readCall(filter);
        filter.set(kernel.filterData());
        return filter;
    }

    private Stop call(int tid) {
        int op = kernel.syscallInfo(tid);
        if (op == StopFacts.OP_EXIT) {
            exit.set(kernel.result());
            return exit;
        }
        if (op != StopFacts.OP_ENTRY) {
            return other;
        }
        readCall(entry);
        return entry;
    }

    private void readCall(Stop.AtCall stop) {
        int raw = (int) kernel.number();
        Abi abi = architecture.abi(kernel.architecture(), raw);
        stop.set(abi, architecture.number(abi, raw), kernel.instructionPointer(), kernel.stackPointer());
        long[] args = stop.args();
        for (int i = 0; i < args.length; i++) {
            args[i] = kernel.argument(i);
        }
    }
}
