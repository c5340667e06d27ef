package lanner.recorder.trace;

import java.util.Optional;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.CallNumber;
import lanner.recorder.os.TraceeMemory;

/** The calls that make threads and processes, and what their flags say: fork(2), vfork(2), clone(2), clone3(2). */
final class CloneCalls {
    private static final CallNumber CLONE = CallNumber.of("clone");
    private static final CallNumber CLONE3 = CallNumber.of("clone3");
    private static final CallNumber FORK = CallNumber.of("fork");
    private static final CallNumber VFORK = CallNumber.of("vfork");
    private static final long CLONE_VM = 0x00000100;
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
        Abi abi = stop.abi();
        int number = stop.number();
        int tid = tracee.tid();
        if (CLONE.is(abi, number)) {
            long value = stop.args()[0];
            births.making(tid, tracee.pid(), value);
            untraced.clone(tid, abi, value);
        } else if (CLONE3.is(abi, number)) {
            long structure = stop.args()[0];
            if (readFlags(tid, structure)) {
                long value = littleEndian(flags);
                births.making(tid, tracee.pid(), value);
                untraced.clone3(tid, abi, structure, stop.args()[1], value, stop.stack());
            }
        } else if (FORK.is(abi, number) || VFORK.is(abi, number)) {
            births.making(tid, tracee.pid(), 0);
        }
    }

    /** Whether a call makes a thread of the same process, by its flags: for one that the kernel does not know any more. */
    boolean makesThread(Call call) {
        long first = call.args[0];
        if (CLONE3.is(call.abi, call.number)) {
            return readFlags(call.tid, first) && (littleEndian(flags) & CLONE_THREAD) != 0;
        }
        return CLONE.is(call.abi, call.number) && (first & CLONE_THREAD) != 0;
    }

    /** Whether a call makes a child that uses the memory of its maker; empty for a call that is none of them. */
    Optional<Boolean> sharesMemory(Call call) {
        if (CLONE.is(call.abi, call.number)) {
            return Optional.of((call.args[0] & CLONE_VM) != 0);
        }
        if (CLONE3.is(call.abi, call.number)) {
            return readFlags(call.tid, call.args[0])
                    ? Optional.of((littleEndian(flags) & CLONE_VM) != 0)
                    : Optional.empty();
        }
        boolean vfork = VFORK.is(call.abi, call.number);
        return vfork || FORK.is(call.abi, call.number) ? Optional.of(vfork) : Optional.empty();
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
