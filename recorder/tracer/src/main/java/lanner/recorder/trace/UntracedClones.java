package lanner.recorder.trace;

import java.util.HashMap;
import java.util.Map;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.Registers;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeMemory;

/**
 * Keeps children traced that are to be made with CLONE_UNTRACED: they would inherit the filter without a tracer, and every
 * filtered call of theirs would fail with ENOSYS. The kernel is shown the flags without that one, and maker and child find
 * everything as it was afterwards. For clone3(2) it is shown a copy of the program's structure, which may be read-only or
 * shared with other threads: the copy lies below the maker's stack, where nothing is kept, and what lay there is put back.
 */
final class UntracedClones {
    private static final long CLONE_UNTRACED = 0x00800000;
    private static final long CLONE_VM = 0x00000100;

    private static final int RED_ZONE = Architecture.current().redZone();

    private static final int ALIGNMENT = 16;
    /** The smallest structure that clone3(2) takes, and the largest. */
    private static final int LEAST_SIZE = 64;

    private static final int MOST_SIZE = 4096;
    private static final byte[] NOTHING = {};

    /**
     * What has to be put back.
     *
     * @param first the call's first argument
     * @param address where memory was changed
     * @param bytes what was there; whole words
     */
    private record Loan(Abi abi, long first, long address, byte[] bytes, boolean memoryIsShared) {}

    private final Ptrace ptrace;
    private final Registers registers;
    private final TraceeMemory memory;
    private final Map<Integer, Loan> loans = new HashMap<>();

    UntracedClones(Ptrace ptrace, TraceeMemory memory) {
        this.ptrace = ptrace;
        this.registers = ptrace.registers();
        this.memory = memory;
    }

    /** A thread is stopped at the entry of clone(2), whose first argument are its flags. */
    void clone(int tid, Abi abi, long flags) {
        if ((flags & CLONE_UNTRACED) != 0 && registers.setArgument(tid, abi, 0, flags & ~CLONE_UNTRACED)) {
            loans.put(tid, new Loan(abi, flags, 0, NOTHING, true));
        }
    }

    /**
     * A thread is stopped at the entry of clone3(2).
     *
     * @param structure the address of its first argument
     * @param size its second argument
     * @param flags what the structure begins with
     */
    void clone3(int tid, Abi abi, long structure, long size, long flags, long stackPointer) {
        if ((flags & CLONE_UNTRACED) == 0 || size < LEAST_SIZE || size > MOST_SIZE) {
            return;
        }
        boolean shared = (flags & CLONE_VM) != 0;
        byte[] copy = new byte[(int) size + 7 & ~7];
        if (memory.read(tid, structure, copy, 0, (int) size) != size) {
            return;
        }
        putWord(copy, 0, flags & ~CLONE_UNTRACED);
        long place = stackPointer - RED_ZONE - copy.length & -ALIGNMENT;
        byte[] before = new byte[copy.length];
        if (memory.read(tid, place, before, 0, before.length) == before.length
                && write(tid, place, copy)
                && registers.setArgument(tid, abi, 0, place)) {
            loans.put(tid, new Loan(abi, structure, place, before, shared));
            return;
        }
        // No room below the stack: the program's own structure is changed for as long as the kernel looks at it.
        byte[] word = new byte[8];
        putWord(word, 0, flags);
        if (ptrace.poke(tid, structure, flags & ~CLONE_UNTRACED)) {
            loans.put(tid, new Loan(abi, structure, structure, word, shared));
        }
    }

    /** Whether a thread has something lent to it: then it must stop at the end of its call. */
    boolean hasLent(int tid) {
        return !loans.isEmpty() && loans.containsKey(tid);
    }

    /** A maker, stopped, has made a child: that has the same to be put back when it stops. */
    void made(int maker, int child) {
        Loan loan = loans.isEmpty() ? null : loans.get(maker);
        if (loan != null) {
            loans.put(
                    child,
                    new Loan(loan.abi, loan.first, loan.address, loan.memoryIsShared ? NOTHING : loan.bytes, true));
        }
    }

    /** Puts back what is lent to a stopped thread. */
    void giveBack(int tid) {
        Loan loan = loans.isEmpty() ? null : loans.remove(tid);
        if (loan != null) {
            write(tid, loan.address, loan.bytes);
            registers.restoreArgument(tid, loan.abi, 0, loan.first);
        }
    }

    /** A thread is no more. */
    void gone(int tid) {
        if (!loans.isEmpty()) {
            loans.remove(tid);
        }
    }

    private boolean write(int tid, long address, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 8) {
            if (!ptrace.poke(tid, address + at, word(bytes, at))) {
                return false;
            }
        }
        return true;
    }

    private static long word(byte[] bytes, int at) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    private static void putWord(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }
}
