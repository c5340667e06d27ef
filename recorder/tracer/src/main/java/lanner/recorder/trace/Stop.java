package lanner.recorder.trace;

import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;

/**
 * What happened to a thread, as a wait and the kernel's answers tell it: the closed family of all that can happen.
 *
 * <p>There is one object of each kind, which is used again for every stop. It is good until the next stop is read.
 */
abstract sealed class Stop {
    /** Serves the stops of a thread that is known, one method a kind. */
    interface Handler {
        Step filter(Tracee tracee, Filter stop);

        Step entry(Tracee tracee, Entry stop);

        Step exit(Tracee tracee, Exit stop);

        Step birth(Tracee tracee, Birth stop);

        Step exec(Tracee tracee, Exec stop);

        Step last(Tracee tracee, Last stop);

        Step halt(Tracee tracee, Halt stop);

        Step signal(Tracee tracee, Signal stop);

        Step ended(Tracee tracee, Ended stop);

        Step other(Tracee tracee, Other stop);
    }

    private int tid;
    private boolean event;

    /** The thread. */
    int tid() {
        return tid;
    }

    /** Whether it is one of ptrace(2)'s events, or the thread's end; others are the stops at calls and for signals. */
    boolean isEvent() {
        return event;
    }

    /** Whether the thread cannot be making another one any more, once this has happened. */
    boolean settlesBirth() {
        return true;
    }

    abstract Step servedBy(Handler handler, Tracee tracee);

    final Stop of(int thread, boolean isEvent) {
        tid = thread;
        event = isEvent;
        return this;
    }

    /** A thread is about to make a call. */
    abstract static sealed class AtCall extends Stop {
        private final long[] args = new long[6];
        private Abi abi = Architecture.current().abi();
        private int number;
        private long ip;
        private long sp;

        final void set(Abi table, int call, long instruction, long stack) {
            abi = table;
            number = call;
            ip = instruction;
            sp = stack;
        }

        /** The instruction that makes it stands for one of the program's, before this address. */
        final void madeAt(long instruction) {
            ip = instruction;
        }

        /** Which table {@link #number} belongs to. */
        Abi abi() {
            return abi;
        }

        /** The call's number in its table. A program may ask for any number. */
        int number() {
            return number;
        }

        /** The address behind the instruction that makes the call. */
        long instruction() {
            return ip;
        }

        /** The stack pointer. */
        long stack() {
            return sp;
        }

        /** The six arguments as the kernel takes them. */
        long[] args() {
            return args;
        }
    }

    /** A filter stopped the thread at a call's entry. */
    static final class Filter extends AtCall {
        private int datum;

        final void set(int data) {
            datum = data;
        }

        /** What the filter gave with it: ours gives {@code Filter.DATUM} or {@code Filter.SILENT_DATUM}. */
        int datum() {
            return datum;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.filter(tracee, this);
        }
    }

    /** A call's entry without a filter. */
    static final class Entry extends AtCall {
        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.entry(tracee, this);
        }
    }

    /** A call's end. */
    static final class Exit extends Stop {
        private long result;

        void set(long value) {
            result = value;
        }

        /** What the call returns, {@code -errno} for a failure; -512 to -516: the kernel may start it again. */
        long result() {
            return result;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.exit(tracee, this);
        }
    }

    /** The thread has made another one and is still in the call that did. */
    static final class Birth extends Stop {
        private int child;

        void set(int id) {
            child = id;
        }

        /** The new thread; not above 0 when the maker was killed meanwhile. */
        int child() {
            return child;
        }

        @Override
        boolean settlesBirth() {
            return false;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.birth(tracee, this);
        }
    }

    /** The thread has a new image and, if it had another one, its process's id. */
    static final class Exec extends Stop {
        private int former;

        void set(int id) {
            former = id;
        }

        /** The id that the thread had at the call; not above 0 when it was killed meanwhile. */
        int former() {
            return former;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.exec(tracee, this);
        }
    }

    /** The thread is on its way out. */
    static final class Last extends Stop {
        private boolean there;
        private int status;

        void set(boolean isThere, long message) {
            there = isThere;
            status = (int) message;
        }

        /** Whether it still stands there. One that is killed goes on; by an exec, another thread may have its id by now. */
        boolean isThere() {
            return there;
        }

        /** How it ends, encoded as wait(2) has it; negative when the kernel does not say any more. */
        int status() {
            return status;
        }

        @Override
        boolean settlesBirth() {
            return false;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.last(tracee, this);
        }
    }

    /** The thread begins, was asked to stop, or stands in a stop of its whole process. */
    static final class Halt extends Stop {
        private boolean ofProcess;

        void set(boolean isOfProcess) {
            ofProcess = isOfProcess;
        }

        /** Whether its process is stopped by a signal of job control: it has to stay so. */
        boolean isOfProcess() {
            return ofProcess;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.halt(tracee, this);
        }
    }

    /** A signal is about to be delivered. */
    static final class Signal extends Stop {
        private int number;

        void set(int signal) {
            number = signal;
        }

        int number() {
            return number;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.signal(tracee, this);
        }
    }

    /** The thread is no more. */
    static final class Ended extends Stop {
        private int status;

        void set(int waitStatus) {
            status = waitStatus;
        }

        /** How it ended, encoded as wait(2) has it. */
        int status() {
            return status;
        }

        @Override
        boolean settlesBirth() {
            return false;
        }

        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.ended(tracee, this);
        }
    }

    /** Nothing to be served: an event that nobody asked for, or a stop at a call of a thread that was killed meanwhile. */
    static final class Other extends Stop {
        @Override
        Step servedBy(Handler handler, Tracee tracee) {
            return handler.other(tracee, this);
        }
    }
}
