package lanner.recorder.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import jnr.ffi.Pointer;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.RegisterAccess;
import lanner.recorder.arch.Registers;

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

    private static final int CONT = 7;
    private static final int DETACH = 17;
    private static final int GETREGS = 12;
    private static final int SETREGS = 13;
    private static final int POKEUSER = 6;
    private static final int PEEKDATA = 2;
    private static final int POKEDATA = 5;
    private static final int SYSCALL = 24;
    private static final int GETEVENTMSG = 0x4201;
    private static final int GETSIGINFO = 0x4202;
    private static final int GETREGSET = 0x4204;
    private static final int SETREGSET = 0x4205;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int LISTEN = 0x4208;
    private static final int PEEKSIGINFO = 0x4209;
    private static final int GETSIGMASK = 0x420a;
    private static final int SETSIGMASK = 0x420b;
    private static final int GET_SYSCALL_INFO = 0x420e;

    private static final int EVENT_EXIT = 6;
    private static final int SIGINFO_CODE = 8;

    private static final int WNOHANG = 1;
    private static final int WALL = 0x40000000;
    private static final int WNOTHREAD = 0x20000000;

    // struct ptrace_syscall_info, ptrace(2)
    private static final int INFO_SIZE = 88;
    // Its parts by words of eight bytes; the first has the kind of stop and the architecture.
    private static final int INFO_FIRST = 0;
    private static final int INFO_IP = 1;
    private static final int INFO_SP = 2;
    private static final int INFO_NR = 3;
    private static final int INFO_RVAL = 3;
    private static final int INFO_ARGS = 4;
    private static final int INFO_RET_DATA = 10;

    // struct ptrace_peeksiginfo_args, ptrace(2)
    private static final int PEEK_FLAGS = 8;
    private static final int PEEK_COUNT = 12;

    /** More than the registers of any machine that {@link Architecture} knows. */
    private static final int REGISTER_BYTES = 512;

    // struct iovec, readv(2)
    private static final int IOVEC_LENGTH = 8;

    private final LibC libc = Native.LIBC;
    private final Pointer block = Native.allocate(512);
    private final long status = block.address();
    private final Pointer info = block.slice(16, INFO_SIZE);
    private final long infoAddress = info.address();
    /** What the kernel wrote there last, copied at once. */
    private final long[] words = new long[INFO_SIZE / Long.BYTES];

    private final Pointer message = block.slice(112, 8);
    private final Pointer siginfo = block.slice(128, 128);
    private final Pointer peek = block.slice(256, 16);
    private final Access access = new Access();
    private final Registers registers = Architecture.current().registers(access);
    private final int audit32 = Architecture.current().abis().stream()
            .filter(Abi::is32Bit)
            .mapToInt(Abi::audit)
            .findFirst()
            .orElse(0);
    private final Pointer mask = Native.allocate(Long.BYTES);

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

    /** Reads all registers of a stopped thread; false if it is gone. */
    public boolean readRegisters(int tid, AllRegisters into) {
        if (!access.getRegisters(tid)) {
            return false;
        }
        into.read(access.registers());
        return true;
    }

    /** Gives a stopped thread these registers; false if it is gone. */
    public boolean writeRegisters(int tid, AllRegisters from) {
        from.write(access.registers());
        return access.setRegisters(tid);
    }

    /** Has a stopped thread's gs point to an address. */
    public boolean setGsBase(int tid, long address) {
        return access.setRegister(tid, AllRegisters.GS_BASE_OFFSET, address);
    }

    /** The signals that a stopped thread blocks, bit 0 the first; all of them if it is gone. */
    public long signalMask(int tid) {
        return libc.ptrace(GETSIGMASK, tid, Long.BYTES, mask.address()) == 0 ? mask.getLong(0) : -1;
    }

    public boolean setSignalMask(int tid, long blocked) {
        mask.putLong(0, blocked);
        return libc.ptrace(SETSIGMASK, tid, Long.BYTES, mask.address()) == 0;
    }

    /** The registers of stopped threads, in this machine's layout. */
    public Registers registers() {
        return registers;
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
        if (libc.ptrace(GET_SYSCALL_INFO, tid, INFO_SIZE, infoAddress) <= 0) {
            return OP_GONE;
        }
        info.get(0, words, 0, words.length);
        return (byte) words[INFO_FIRST];
    }

    @Override
    public int architecture() {
        return (int) (words[INFO_FIRST] >>> 32);
    }

    @Override
    public long instructionPointer() {
        return words[INFO_IP];
    }

    @Override
    public long stackPointer() {
        return words[INFO_SP];
    }

    @Override
    public long number() {
        return words[INFO_NR];
    }

    @Override
    public long argument(int index) {
        long register = words[INFO_ARGS + index];
        return architecture() == audit32 ? register & 0xFFFFFFFFL : register;
    }

    @Override
    public int filterData() {
        return (int) words[INFO_RET_DATA] & 0xFFFF;
    }

    @Override
    public long result() {
        return words[INFO_RVAL];
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

    /** Whether signals wait to be delivered to a stopped thread itself; empty if it is gone. */
    public Optional<Boolean> hasPendingSignals(int tid) {
        peek.putLong(0, 0);
        peek.putInt(PEEK_FLAGS, 0);
        peek.putInt(PEEK_COUNT, 1);
        long found = libc.ptrace(PEEKSIGINFO, tid, peek.address(), siginfo.address());
        return found < 0 ? Optional.empty() : Optional.of(found > 0);
    }

    /** Overwrites eight bytes of a stopped thread's memory. */
    public boolean poke(int tid, long address, long value) {
        return libc.ptrace(POKEDATA, tid, address, value) == 0;
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

    /** Reads and writes registers as the kernel offers it. */
    private final class Access implements RegisterAccess {
        private final ByteBuffer bytes =
                ByteBuffer.allocateDirect(REGISTER_BYTES).order(ByteOrder.nativeOrder());
        private final long address = Native.address(bytes);
        private final Pointer iovec = Native.allocate(16);

        @Override
        public ByteBuffer registers() {
            return bytes;
        }

        @Override
        public boolean getRegisters(int tid) {
            return libc.ptrace(GETREGS, tid, 0, address) == 0;
        }

        @Override
        public boolean setRegisters(int tid) {
            return libc.ptrace(SETREGS, tid, 0, address) == 0;
        }

        @Override
        public boolean setRegister(int tid, int offset, long value) {
            return libc.ptrace(POKEUSER, tid, offset, value) == 0;
        }

        @Override
        public int getRegisterSet(int tid, int set) {
            return set(GETREGSET, tid, set, REGISTER_BYTES) ? (int) iovec.getLong(IOVEC_LENGTH) : -1;
        }

        @Override
        public boolean setRegisterSet(int tid, int set, int length) {
            return set(SETREGSET, tid, set, length);
        }

        private boolean set(int request, int tid, int set, int length) {
            iovec.putLong(0, address);
            iovec.putLong(IOVEC_LENGTH, length);
            return libc.ptrace(request, tid, set, iovec.address()) == 0;
        }

        @Override
        public long memory(int tid, long place) {
            return libc.ptrace(PEEKDATA, tid, place, 0);
        }

        /** {@code NUMBER ARGUMENT...} in hexadecimal; {@code -1} or {@code running} for a thread that is in no call. */
        @Override
        public OptionalLong firstArgument(int tid) {
            try {
                String[] words = Files.readString(Path.of("/proc/" + tid + "/syscall"), StandardCharsets.US_ASCII)
                        .split(" ");
                return words.length > 6
                        ? OptionalLong.of(Long.parseUnsignedLong(words[1].substring(2), 16))
                        : OptionalLong.empty();
            } catch (IOException e) {
                // It is gone, or nobody may look.
                return OptionalLong.empty();
            }
        }
    }
}
