package lanner.recorder.arch;

import java.nio.ByteBuffer;

/** All registers of a stopped thread of x86-64, as {@code struct user_regs_struct} orders them (sys/user.h). */
public final class AllRegisters {
    private static final int COUNT = 27;

    private static final int R10 = 7;
    private static final int R9 = 8;
    private static final int R8 = 9;
    private static final int RAX = 10;
    private static final int RCX = 11;
    private static final int RDX = 12;
    private static final int RSI = 13;
    private static final int RDI = 14;
    private static final int ORIG_RAX = 15;
    private static final int RIP = 16;
    private static final int CS = 17;
    private static final int RSP = 19;
    private static final int RBX = 5;
    private static final int R13 = 2;
    private static final int R14 = 1;
    private static final int R12 = 3;
    private static final int GS_BASE = 22;

    /** Where gs's base is in {@code struct user} (sys/user.h). */
    public static final int GS_BASE_OFFSET = GS_BASE * Long.BYTES;

    /** Where arguments 0 to 5 of a call are (syscall(2)). */
    private static final int[] ARGUMENTS = {RDI, RSI, RDX, R10, R8, R9};

    /** The code segment of a 64-bit program. */
    private static final long USER_CS = 0x33;

    private final long[] values = new long[COUNT];

    /** Takes them from what {@link RegisterAccess} has read. */
    public void read(ByteBuffer from) {
        for (int i = 0; i < COUNT; i++) {
            values[i] = from.getLong(i * Long.BYTES);
        }
    }

    /** Puts them where {@link RegisterAccess} writes them from. */
    public void write(ByteBuffer into) {
        for (int i = 0; i < COUNT; i++) {
            into.putLong(i * Long.BYTES, values[i]);
        }
    }

    /** Takes over all of another's. */
    public void copy(AllRegisters other) {
        System.arraycopy(other.values, 0, values, 0, COUNT);
    }

    /** The next instruction. */
    public long rip() {
        return values[RIP];
    }

    public void rip(long address) {
        values[RIP] = address;
    }

    /** A call's number before it, its result behind it. */
    public long rax() {
        return values[RAX];
    }

    /** What the call that the thread is at the end of returns. */
    public long result() {
        return rax();
    }

    public void rax(long value) {
        values[RAX] = value;
    }

    public long rcx() {
        return values[RCX];
    }

    public void rcx(long value) {
        values[RCX] = value;
    }

    public long rbx() {
        return values[RBX];
    }

    public void rbx(long value) {
        values[RBX] = value;
    }

    public void r12(long value) {
        values[R12] = value;
    }

    public long r13() {
        return values[R13];
    }

    public void r13(long value) {
        values[R13] = value;
    }

    public void r14(long value) {
        values[R14] = value;
    }

    public long rsp() {
        return values[RSP];
    }

    /** An argument of a call, 0 to 5. */
    public long argument(int index) {
        return values[ARGUMENTS[index]];
    }

    public void argument(int index, long value) {
        values[ARGUMENTS[index]] = value;
    }

    /** The number of the call that the thread is in; negative for none, and then the kernel starts none again. */
    public long call() {
        return values[ORIG_RAX];
    }

    /** The thread is in a call of this number. */
    public void inCall(int number) {
        values[ORIG_RAX] = number;
    }

    /** The thread is in no call: nothing is started again. */
    public void inNoCall() {
        values[ORIG_RAX] = -1;
    }

    public long gsBase() {
        return values[GS_BASE];
    }

    public void gsBase(long address) {
        values[GS_BASE] = address;
    }

    /** Has the thread run 64-bit code. */
    public void be64Bit() {
        values[CS] = USER_CS;
    }

    /** Whether the thread runs 64-bit code. */
    public boolean is64Bit() {
        return (values[CS] & 0xFFFF) == USER_CS;
    }
}
