package lanner.recorder.os;

import jnr.ffi.Pointer;

/**
 * ptrace(2) and wait4(2) for one thread: only the thread that attached may use it. Requests on a thread that was killed
 * meanwhile answer false or a marked value; its death is reported by {@link #await} later.
 */
public final class Ptrace implements StopFacts {
    /** {@code PTRACE_O_*}: every event, exit-kill, and 0x80 in the signal of a call's stop. */
    private static final long OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x80 | 0x100000;

    /** The same for a process that was there before us: no filter stops it, and it outlives us. */
    private static final long ATTACH_OPTIONS = OPTIONS & ~(0x80 | 0x100000);

    private static final int EINTR = 4;
    private static final int ERESTARTNOHAND = 514;

    private static final int CONT = 7;
    private static final int DETACH = 17;
    private static final int GETREGS = 12;
    private static final int SETREGS = 13;
    private static final int POKEUSER = 6;
    private static final int POKEDATA = 5;
    private static final int SYSCALL = 24;
    private static final int GETEVENTMSG = 0x4201;
    private static final int GETSIGINFO = 0x4202;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int LISTEN = 0x4208;
    private static final int GET_SYSCALL_INFO = 0x420e;

    private static final int EVENT_EXIT = 6;
    private static final int SIGINFO_CODE = 8;

    private static final int WNOHANG = 1;
    private static final int WALL = 0x40000000;
    private static final int WNOTHREAD = 0x20000000;

    // struct ptrace_syscall_info, ptrace(2)
    private static final int INFO_SIZE = 88;
    private static final int INFO_OP = 0;
    private static final int INFO_ARCH = 4;
    private static final int AUDIT_ARCH_I386 = 0x40000003;
    private static final int INFO_IP = 8;
    private static final int INFO_SP = 16;
    private static final int INFO_NR = 24;
    private static final int INFO_RVAL = 24;
    private static final int INFO_ARGS = 32;
    private static final int INFO_RET_DATA = 80;

    // struct user_regs_struct, x86-64
    private static final int REGS_SIZE = 27 * 8;
    private static final int REG_RAX = 10 * 8;
    private static final int REG_ORIG_RAX = 15 * 8;
    private static final int REG_RIP = 16 * 8;
    private static final int REG_CS = 17 * 8;
    private static final int REG_RSP = 19 * 8;
    /** Where arguments 0 to 5 of a call are: rdi, rsi, rdx, r10, r8, r9. */
    private static final int[] REG_ARGUMENTS = {14 * 8, 13 * 8, 12 * 8, 7 * 8, 9 * 8, 8 * 8};
    /** The same of a call of i386: ebx, ecx, edx, esi, edi, ebp. */
    private static final int[] REG_ARGUMENTS_I386 = {5 * 8, 11 * 8, 12 * 8, 13 * 8, 14 * 8, 4 * 8};

    /** The code segment of 32-bit programs. */
    private static final long USER32_CS = 0x23;

    private final LibC libc = Native.LIBC;
    private final Pointer block = Native.allocate(512);
    private final long status = block.address();
    private final Pointer info = block.slice(16, INFO_SIZE);
    private final long infoAddress = info.address();
    private final Pointer message = block.slice(112, 8);
    private final Pointer siginfo = block.slice(128, 128);
    private final Pointer registers = block.slice(256, REGS_SIZE);

    /** Attaches without stopping, with all options set from the first moment. */
    public void seize(int tid) throws OsException {
        check("ptrace(PTRACE_SEIZE)", libc.ptrace(SEIZE, tid, 0, OPTIONS));
    }

    /** Attaches to a thread that we did not start, without stopping it; it goes on if we die. */
    public void attach(int tid) throws OsException {
        check("ptrace(PTRACE_SEIZE)", libc.ptrace(SEIZE, tid, 0, ATTACH_OPTIONS));
    }

    /** Lets a stopped thread go for good, delivering {@code signal} if it is not 0. */
    public boolean detach(int tid, int signal) {
        return libc.ptrace(DETACH, tid, 0, signal) == 0;
    }

    /**
     * Reads the registers of a thread that stopped for a signal, or because it was asked to; the accessors of an
     * interrupted call then answer for it. False if it is gone.
     */
    public boolean readRegisters(int tid) {
        return libc.ptrace(GETREGS, tid, 0, registers.address()) == 0;
    }

    /** The number of the call that the thread is at the end of; negative if it is in none. */
    public long interruptedNumber() {
        return registers.getLong(REG_ORIG_RAX);
    }

    /** What that call returns; {@code -errno} for a failure. */
    public long interruptedResult() {
        return registers.getLong(REG_RAX);
    }

    /** One of that call's six arguments, in the convention of x86-64. */
    public long interruptedArgument(int index) {
        return registers.getLong(REG_ARGUMENTS[index]);
    }

    /** The instruction behind that call. */
    public long interruptedInstruction() {
        return registers.getLong(REG_RIP);
    }

    public long interruptedStack() {
        return registers.getLong(REG_RSP);
    }

    /** Whether the thread is in a 32-bit program, whose calls have other numbers. */
    public boolean runsI386() {
        return (registers.getLong(REG_CS) & 0xFFFF) == USER32_CS;
    }

    /** Has the call that a thread stopped at the end of return this, whatever comes: it is not started again. */
    public void endCall(int tid, long result) {
        libc.ptrace(POKEUSER, tid, REG_RAX, result);
        libc.ptrace(POKEUSER, tid, REG_ORIG_RAX, -1);
    }

    /**
     * Has the kernel start the call again that a thread stopped at the end of, unless a handler runs now: then it returns
     * EINTR. Only in a stop for a signal, or in one that was asked for.
     */
    public void hideInterruption(int tid) {
        libc.ptrace(POKEUSER, tid, REG_RAX, -ERESTARTNOHAND);
    }

    /** Asks a seized thread to stop. */
    public void interrupt(int tid) throws OsException {
        check("ptrace(PTRACE_INTERRUPT)", libc.ptrace(INTERRUPT, tid, 0, 0));
    }

    /** Lets a thread run to the end of its call, delivering {@code signal} if it is not 0. */
    public boolean resumeToExit(int tid, int signal) {
        return libc.ptrace(SYSCALL, tid, 0, signal) == 0;
    }

    /** Lets a thread run to its next traced call. */
    public boolean resume(int tid, int signal) {
        return libc.ptrace(CONT, tid, 0, signal) == 0;
    }

    /** Leaves a thread in its group stop but wakes when that ends. */
    public boolean listen(int tid) {
        return libc.ptrace(LISTEN, tid, 0, 0) == 0;
    }

    @Override
    public long eventMessage(int tid) {
        return libc.ptrace(GETEVENTMSG, tid, 0, message.address()) == 0 ? message.getLong(0) : -1;
    }

    @Override
    public long eventId(int tid) {
        long id = eventMessage(tid);
        boolean gone = libc.ptrace(GETSIGINFO, tid, 0, siginfo.address()) != 0;
        return gone || siginfo.getInt(SIGINFO_CODE) >> 8 == EVENT_EXIT ? -1 : id;
    }

    @Override
    public boolean isInLastStop(int tid) {
        return libc.ptrace(GETSIGINFO, tid, 0, siginfo.address()) == 0
                && siginfo.getInt(SIGINFO_CODE) >> 8 == EVENT_EXIT;
    }

    @Override
    public int syscallInfo(int tid) {
        return libc.ptrace(GET_SYSCALL_INFO, tid, INFO_SIZE, infoAddress) > 0 ? info.getByte(INFO_OP) : OP_GONE;
    }

    @Override
    public int architecture() {
        return info.getInt(INFO_ARCH);
    }

    @Override
    public long instructionPointer() {
        return info.getLong(INFO_IP);
    }

    @Override
    public long stackPointer() {
        return info.getLong(INFO_SP);
    }

    @Override
    public long number() {
        return info.getLong(INFO_NR);
    }

    @Override
    public long argument(int index) {
        long register = info.getLong(INFO_ARGS + index * 8L);
        return info.getInt(INFO_ARCH) == AUDIT_ARCH_I386 ? register & 0xFFFFFFFFL : register;
    }

    @Override
    public int filterData() {
        return info.getInt(INFO_RET_DATA) & 0xFFFF;
    }

    @Override
    public long result() {
        return info.getLong(INFO_RVAL);
    }

    /** The process that sent the signal a thread stopped for; 0 when the kernel did, or the thread is gone. */
    public int signalSender(int tid) {
        if (libc.ptrace(GETSIGINFO, tid, 0, siginfo.address()) != 0) {
            return 0;
        }
        int code = siginfo.getInt(SIGINFO_CODE);
        // SI_USER 0, SI_QUEUE -1, SI_TKILL -6: sigaction(2)
        return code == 0 || code == -1 || code == -6 ? siginfo.getInt(16) : 0;
    }

    /**
     * Why the signal was sent that a thread stopped for ({@code si_code}, sigaction(2)): above 0 when the kernel did for
     * what the thread has just done, as a fault; 0 for a thread that is gone.
     */
    public int signalCode(int tid) {
        return libc.ptrace(GETSIGINFO, tid, 0, siginfo.address()) == 0 ? siginfo.getInt(SIGINFO_CODE) : 0;
    }

    /** Moves a stopped thread's instruction pointer, and has it make no call of its own accord. */
    public void stepBack(int tid, int bytes) {
        if (libc.ptrace(GETREGS, tid, 0, registers.address()) == 0) {
            registers.putLong(REG_RIP, registers.getLong(REG_RIP) - bytes);
            registers.putLong(REG_ORIG_RAX, -1);
            libc.ptrace(SETREGS, tid, 0, registers.address());
        }
    }

    /** The instruction that a stopped thread goes on with; 0 for a thread that is gone. */
    public long nextInstruction(int tid) {
        return libc.ptrace(GETREGS, tid, 0, registers.address()) == 0 ? registers.getLong(REG_RIP) : 0;
    }

    /** Overwrites an argument of the call that a thread is about to make, or at the end of. */
    public boolean setArgument(int tid, boolean i386, int index, long value) {
        return libc.ptrace(POKEUSER, tid, argument(i386, index), value) == 0;
    }

    /** The whole register of an argument, of the registers that {@link #readRegisters} has read. */
    public long argumentRegister(boolean i386, int index) {
        return registers.getLong(argument(i386, index));
    }

    private static int argument(boolean i386, int index) {
        return (i386 ? REG_ARGUMENTS_I386 : REG_ARGUMENTS)[index];
    }

    /** Has a thread that is about to make a call make another one, with the same arguments. */
    public boolean setCall(int tid, int number) {
        return libc.ptrace(POKEUSER, tid, REG_ORIG_RAX, number) == 0;
    }

    /** Keeps the call that a thread is about to make from happening, as {@link #skip}: it fails with this error instead. */
    public boolean refuse(int tid, int errno) {
        return skip(tid, -errno);
    }

    /**
     * Keeps the call that a thread is about to make from happening: it returns this instead (seccomp(2),
     * SECCOMP_RET_TRACE: "skip the system call"). To be asked in the thread's seccomp stop.
     */
    public boolean skip(int tid, long result) {
        return libc.ptrace(POKEUSER, tid, REG_ORIG_RAX, -1) == 0 && libc.ptrace(POKEUSER, tid, REG_RAX, result) == 0;
    }

    /** Overwrites eight bytes of a stopped thread's memory. */
    public boolean poke(int tid, long address, long value) {
        return libc.ptrace(POKEDATA, tid, address, value) == 0;
    }

    /** Moves a stopped thread to another instruction and makes it forget the call it is in. */
    public void jump(int tid, long address) throws OsException {
        check("ptrace(PTRACE_GETREGS)", libc.ptrace(GETREGS, tid, 0, registers.address()));
        registers.putLong(REG_RIP, address);
        registers.putLong(REG_ORIG_RAX, -1);
        check("ptrace(PTRACE_SETREGS)", libc.ptrace(SETREGS, tid, 0, registers.address()));
    }

    /**
     * Waits for any thread of ours to stop or end.
     *
     * @param block whether to sleep until one does
     * @return the thread's id; 0 when none is ready and {@code block} is false; -1 when there is none left; -2 when a
     *     signal of ours interrupted the wait
     */
    public int await(boolean block) {
        int tid = libc.wait4(-1, status, (block ? 0 : WNOHANG) | WALL | WNOTHREAD, 0);
        if (tid >= 0) {
            return tid;
        }
        return Native.errno() == EINTR ? -2 : -1;
    }

    /** Waits for this thread alone. */
    public int await(int tid) {
        int answer;
        do {
            answer = libc.wait4(tid, status, WALL | WNOTHREAD, 0);
        } while (answer == -1 && Native.errno() == EINTR);
        return answer;
    }

    /** The status of the thread that {@link #await} answered, encoded as wait(2) has it. */
    public int waitStatus() {
        return this.block.getInt(0);
    }

    /** Lets another thread that is ready on this processor run. */
    public void yieldProcessor() {
        libc.sched_yield();
    }

    private static void check(String operation, long answer) throws OsException {
        if (answer != 0) {
            throw Native.failure(operation);
        }
    }
}
