package lanner.recorder.arch;

import java.nio.ByteBuffer;

/** What ptrace(2) offers of the registers of a stopped thread. Every request fails for one that is gone. */
public interface RegisterAccess {
    /** The bytes that were read last, and that are written; in the machine's byte order. */
    ByteBuffer registers();

    /** PTRACE_GETREGS. */
    boolean getRegisters(int tid);

    /** PTRACE_SETREGS. */
    boolean setRegisters(int tid);

    /** PTRACE_POKEUSER: writes the register at an offset in what {@link #getRegisters} reads. */
    boolean setRegister(int tid, int offset, long value);

    /**
     * PTRACE_GETREGSET.
     *
     * @param set {@code NT_*} of elf.h
     * @return how many bytes were read; -1 if the thread is gone
     */
    int getRegisterSet(int tid, int set);

    /** PTRACE_SETREGSET, with the first bytes of {@link #registers}. */
    boolean setRegisterSet(int tid, int set, int bytes);

    /** Eight bytes of the thread's memory. */
    long memory(int tid, long address);

    /** The first argument of the call that a thread is in, as {@code /proc/TID/syscall} gives it; empty if in none. */
    java.util.OptionalLong firstArgument(int tid);
}
