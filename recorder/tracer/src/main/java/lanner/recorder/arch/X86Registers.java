package lanner.recorder.arch;

import java.nio.ByteBuffer;

/** {@code struct user_regs_struct} of x86-64, of 32-bit programs too. */
final class X86Registers implements Registers {
    private static final int RAX = 10 * 8;
    private static final int ORIG_RAX = 15 * 8;
    private static final int RIP = 16 * 8;
    private static final int CS = 17 * 8;
    private static final int RSP = 19 * 8;
    /** Where arguments 0 to 5 of a call are: rdi, rsi, rdx, r10, r8, r9. */
    private static final int[] ARGUMENTS = {14 * 8, 13 * 8, 12 * 8, 7 * 8, 9 * 8, 8 * 8};
    /** The same of a call of i386: ebx, ecx, edx, esi, edi, ebp. */
    private static final int[] NARROW_ARGUMENTS = {5 * 8, 11 * 8, 12 * 8, 13 * 8, 14 * 8, 4 * 8};

    /** The code segment of 32-bit programs. */
    private static final long USER32_CS = 0x23;

    /** The length of {@code syscall}, and of {@code int 0x80}. */
    private static final int CALL_BYTES = 2;

    private final RegisterAccess access;
    private final ByteBuffer registers;

    X86Registers(RegisterAccess access) {
        this.access = access;
        this.registers = access.registers();
    }

    @Override
    public boolean read(int tid) {
        return access.getRegisters(tid);
    }

    @Override
    public Abi abi() {
        return (registers.getLong(CS) & 0xFFFF) == USER32_CS ? Abi.I386 : Abi.X86_64;
    }

    @Override
    public long number() {
        return registers.getLong(ORIG_RAX);
    }

    @Override
    public long result() {
        return registers.getLong(RAX);
    }

    @Override
    public long argument(int index) {
        return registers.getLong(ARGUMENTS[index]);
    }

    @Override
    public long instruction() {
        return registers.getLong(RIP);
    }

    @Override
    public long stack() {
        return registers.getLong(RSP);
    }

    @Override
    public void endCall(int tid, long result) {
        access.setRegister(tid, RAX, result);
        access.setRegister(tid, ORIG_RAX, -1);
    }

    @Override
    public void hideInterruption(int tid) {
        access.setRegister(tid, RAX, -ERESTARTNOHAND);
    }

    @Override
    public void showInterruption(int tid) {
        // The kernel does.
    }

    @Override
    public void forget(int tid) {
        // Nothing is kept.
    }

    @Override
    public long entryArgument(Abi abi, int index) {
        return registers.getLong(place(abi, index));
    }

    @Override
    public boolean setArgument(int tid, Abi abi, int index, long value) {
        return access.setRegister(tid, place(abi, index), value);
    }

    private static int place(Abi abi, int index) {
        return (abi.is32Bit() ? NARROW_ARGUMENTS : ARGUMENTS)[index];
    }

    @Override
    public void restoreArgument(int tid, Abi abi, int index, long value) {
        setArgument(tid, abi, index, value);
    }

    @Override
    public boolean setCall(int tid, int number) {
        return access.setRegister(tid, ORIG_RAX, number);
    }

    @Override
    public boolean skip(int tid, long result) {
        return access.setRegister(tid, ORIG_RAX, -1) && access.setRegister(tid, RAX, result);
    }

    @Override
    public void failUnmade(int tid) {
        // The kernel's entry has put ENOSYS there (entry_64.S).
    }

    @Override
    public boolean jump(int tid, long address) {
        if (!access.getRegisters(tid)) {
            return false;
        }
        registers.putLong(RIP, address);
        registers.putLong(ORIG_RAX, -1);
        return access.setRegisters(tid);
    }

    @Override
    public void repeatCall(int tid) {
        stepBack(tid, CALL_BYTES);
    }

    @Override
    public void stepBack(int tid, int bytes) {
        long next = next(tid);
        if (next != 0) {
            jump(tid, next - bytes);
        }
    }

    @Override
    public long next(int tid) {
        return access.getRegisters(tid) ? registers.getLong(RIP) : 0;
    }
}
