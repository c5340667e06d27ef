package lanner.recorder.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import lanner.recorder.arch.AllRegisters;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.inline.Hands;
import lanner.recorder.os.Ptrace;
import lanner.recorder.os.TraceeCode;
import lanner.recorder.os.TraceeMemory;

/** Does for {@link lanner.recorder.inline.InlineRecorder} what only the tracer's thread may do. */
final class InlineHands implements Hands {
    /** A filter outlives an exec; one of a container that we run in answers before ours. */
    private static final int OUR_FILTERS = 1;

    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;

    /** What the kernel sends for a trap says that it is the kernel's, and not of which kind (sigaction(2)). */
    private static final int SI_KERNEL = 0x80;

    private final Ptrace ptrace;
    private final TraceeMemory memory;
    private final ProcFiles files;
    private final TraceeCode code = new TraceeCode();

    InlineHands(Kernel kernel) {
        this.ptrace = kernel.ptrace();
        this.memory = kernel.memory();
        this.files = kernel.files();
    }

    @Override
    public boolean readRegisters(int tid, AllRegisters into) {
        return ptrace.readRegisters(tid, into);
    }

    @Override
    public boolean writeRegisters(int tid, AllRegisters from) {
        return ptrace.writeRegisters(tid, from);
    }

    @Override
    public boolean setGsBase(int tid, long address) {
        return ptrace.setGsBase(tid, address);
    }

    @Override
    public long signalMask(int tid) {
        return ptrace.signalMask(tid);
    }

    @Override
    public boolean setSignalMask(int tid, long blocked) {
        return ptrace.setSignalMask(tid, blocked);
    }

    @Override
    public long blockedSignals(int tid) {
        return files.blockedSignals(tid);
    }

    @Override
    public boolean hasTrapped(int tid) {
        return files.isDue(tid, SIGTRAP) || ptrace.signalCode(tid) == SI_KERNEL;
    }

    @Override
    public boolean catches(int tid, int signal) {
        return files.catches(tid, signal);
    }

    @Override
    public void goOn(int tid) {
        ptrace.resume(tid, 0);
    }

    @Override
    public void goOnToCall(int tid) {
        ptrace.resumeToExit(tid, 0);
    }

    @Override
    public int read(int tid, long address, byte[] into, int length) {
        return memory.read(tid, address, into, 0, length);
    }

    @Override
    public int readBoth(int tid, long first, int firstLength, long second, int secondLength, byte[] into) {
        return memory.readBoth(tid, first, firstLength, second, secondLength, into);
    }

    @Override
    public boolean write(int tid, long address, byte[] bytes) {
        return code.write(tid, address, bytes);
    }

    @Override
    public boolean write(int tid, long address, long number) {
        if (ptrace.poke(tid, address, number)) {
            return true;
        }
        // It is running.
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        return code.write(tid, address, bytes);
    }

    @Override
    public boolean isFault(int tid) {
        return ptrace.signalCode(tid) > 0;
    }

    @Override
    public boolean isInCall(int tid, int number, long behind) {
        return ptrace.number() == number && ptrace.instructionPointer() == behind;
    }

    @Override
    public Optional<String> unfit(int tid) {
        int filters = files.seccompFilters(tid);
        if (filters != OUR_FILTERS) {
            return Optional.of(
                    filters < 0
                            ? "the kernel does not say whether it has a seccomp filter of its own"
                            : "it has a seccomp filter of its own");
        }
        if (!code.mayMapFreely(tid)) {
            return Optional.of("its memory is limited");
        }
        if (files.ignores(tid, SIGSEGV) || files.ignores(tid, SIGBUS) || files.ignores(tid, SIGTRAP)) {
            return Optional.of("it ignores faults");
        }
        return Optional.empty();
    }

    @Override
    public Optional<ProcFiles.FileCode> fileCode(int tid, long address) {
        return files.fileCode(tid, address);
    }

    @Override
    public boolean isWritable(int tid, long address, byte there) {
        return code.isWritable(tid, address, there);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }
}
