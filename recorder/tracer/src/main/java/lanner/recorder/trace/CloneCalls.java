package lanner.recorder.trace;

import lanner.recorder.os.TraceeMemory;

/** The calls that make threads and processes, and what their flags say: fork(2), vfork(2), clone(2), clone3(2). */
final class CloneCalls {
    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    private static final int FORK = 57;
    private static final int VFORK = 58;
    private static final int CLONE_I386 = 120;
    private static final int FORK_I386 = 2;
    private static final int VFORK_I386 = 190;
    private static final long CLONE_THREAD = 0x00010000;

    private final TraceeMemory memory;
    private final Births births;
    private final UntracedClones untraced;
    private final byte[] flags = new byte[8];

    CloneCalls(TraceeMemory memory, Births births, UntracedClones untraced) {
        this.memory = memory;
        this.births = births;
        this.untraced = untraced;
    }

    /** Prepares for a birth when a thread is about to make such a call. */
    void entered(Tracee tracee, Stop.AtCall stop) {
        boolean i386 = stop.isI386();
        int number = stop.number();
        int tid = tracee.tid();
        if (number == (i386 ? CLONE_I386 : CLONE)) {
            long value = stop.args()[0];
            births.making(tid, tracee.pid(), value);
            untraced.clone(tid, i386, value);
        } else if (number == CLONE3) {
            long structure = stop.args()[0];
            if (readFlags(tid, structure)) {
                long value = littleEndian(flags);
                births.making(tid, tracee.pid(), value);
                untraced.clone3(tid, i386, structure, stop.args()[1], value, stop.stack());
            }
        } else if (number == (i386 ? FORK_I386 : FORK) || number == (i386 ? VFORK_I386 : VFORK)) {
            births.making(tid, tracee.pid(), 0);
        }
    }

    /** Whether a call makes a thread of the same process, by its flags: for one that the kernel does not know any more. */
    boolean makesThread(Call call) {
        long first = call.args[0];
        if (call.number == CLONE3) {
            return readFlags(call.tid, first) && (littleEndian(flags) & CLONE_THREAD) != 0;
        }
        return call.number == (call.abi == Call.Abi.I386 ? CLONE_I386 : CLONE) && (first & CLONE_THREAD) != 0;
    }

    private boolean readFlags(int tid, long structure) {
        return memory.read(tid, structure, flags, 0, flags.length) == flags.length;
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }
}
