package lanner.recorder.os;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tiny static x86-64 program that becomes the recorded command. The tracer must hold a process before its first
 * instruction, and a Java virtual machine cannot fork: so this image is spawned, waits, is seized, and is then sent to
 * stage two, where it closes the descriptors that are not the program's, installs the filter and executes the program.
 *
 * <pre>
 *   0x400000   ELF header, one program header (read, execute)
 *   0x400078   stage one:  pause; jump back
 *              stage two:  close_range for every gap
 *                          rt_sigaction for every signal: as the caller has it
 *                          prlimit(RLIMIT_NOFILE), as the caller had it
 *                          seccomp(SET_MODE_FILTER, SPEC_ALLOW, program)
 *                          on EACCES: prctl(PR_SET_NO_NEW_PRIVS) and once more
 *                          execve(path, argv, envp)
 *                          exit_group(errno)
 *              path, struct sock_fprog, filter, struct sigaction for SIG_DFL and SIG_IGN, struct rlimit
 * </pre>
 *
 * argv and envp are its own: it was spawned with the program's.
 */
final class LaunchImage {
    private static final int BASE = 0x400000;
    private static final int CODE = BASE + 64 + 56;
    private static final int EACCES = 13;
    /** As close_range(2) takes it, unsigned. */
    private static final int LAST_DESCRIPTOR = -1;

    private static final long SIG_DFL = 0;
    private static final long SIG_IGN = 1;
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final int SIGNALS = 64;
    private static final int SIGACTION_BYTES = 32;
    private static final int SIGNAL_SET_BYTES = 8;
    private static final int RLIMIT_BYTES = 16;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final byte[] path;
    private final long[] filter;
    private final int argumentCount;
    private final int[] keptDescriptors;
    private final Launcher.CallerState caller;
    private int stageTwo;
    private int pathAddress;
    private int programAddress;
    private int actionsAddress;
    private int limitAddress;

    /**
     * @param path the program's path, as execve(2) takes it
     * @param filter the filter's instructions, eight bytes each as {@code struct sock_filter} has them
     * @param argumentCount how many arguments the image is spawned with
     * @param keptDescriptors the descriptors that the program inherits, ascending
     * @param caller what the program starts with
     */
    LaunchImage(byte[] path, long[] filter, int argumentCount, int[] keptDescriptors, Launcher.CallerState caller) {
        this.path = path.clone();
        this.filter = filter.clone();
        this.argumentCount = argumentCount;
        this.keptDescriptors = keptDescriptors.clone();
        this.caller = caller;
    }

    /** Where stage two starts; known once {@link #build} was called. */
    long stageTwo() {
        return stageTwo;
    }

    byte[] build() {
        // Twice: the first pass learns how long the code is, and with it where the data lies.
        assemble();
        int size = code.size();
        pathAddress = align(CODE + size);
        programAddress = align(pathAddress + path.length + 1);
        int filterAddress = programAddress + 16;
        actionsAddress = filterAddress + filter.length * 8;
        limitAddress = actionsAddress + 2 * SIGACTION_BYTES;
        assemble();
        int total = limitAddress + RLIMIT_BYTES - BASE;
        ByteBuffer image = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0x464C457F).put((byte) 2).put((byte) 1).put((byte) 1);
        image.position(16);
        image.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64
        image.putLong(CODE).putLong(64).putLong(0).putInt(0);
        image.putShort((short) 64).putShort((short) 56).putShort((short) 1);
        image.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        image.putInt(1).putInt(5); // PT_LOAD, read and execute
        image.putLong(0)
                .putLong(BASE)
                .putLong(BASE)
                .putLong(total)
                .putLong(total)
                .putLong(0x1000);
        image.put(code.toByteArray());
        image.position(pathAddress - BASE);
        image.put(path).put((byte) 0);
        image.position(programAddress - BASE);
        image.putShort((short) filter.length);
        image.position(programAddress - BASE + 8);
        image.putLong(filterAddress);
        for (long instruction : filter) {
            image.putLong(instruction);
        }
        image.putLong(SIG_DFL);
        image.position(actionsAddress + SIGACTION_BYTES - BASE);
        image.putLong(SIG_IGN);
        image.position(limitAddress - BASE);
        caller.openFiles().ifPresent(limit -> image.putLong(limit.soft()).putLong(limit.hard()));
        return image.array();
    }

    private void assemble() {
        code.reset();
        int stageOne = CODE;
        loadEax(34); // pause
        syscall();
        emit(0xEB, stageOne - (here() + 2));
        stageTwo = here();
        int first = 0;
        for (int kept : keptDescriptors) {
            if (first < kept) {
                closeRange(first, kept - 1);
            }
            first = kept + 1;
        }
        closeRange(first, LAST_DESCRIPTOR);
        setSignals();
        if (caller.openFiles().isPresent()) {
            limitOpenFiles();
        }
        installFilter();
        emit(0x85, 0xC0, 0x74, 0); // test eax, eax; jz execute
        int toExecute = code.size() - 1;
        emit(0x83, 0xF8, -EACCES, 0x75, 0); // cmp eax, -EACCES; jne fail
        int toFail = code.size() - 1;
        loadEdi(38); // PR_SET_NO_NEW_PRIVS
        loadEsi(1);
        clearEdx();
        emit(0x45, 0x31, 0xD2, 0x45, 0x31, 0xC0); // xor r10d, r10d; xor r8d, r8d
        loadEax(157); // prctl
        syscall();
        installFilter();
        emit(0x85, 0xC0, 0x75, 0); // test eax, eax; jne fail
        int toFailAgain = code.size() - 1;
        int execute = code.size();
        loadEdi(pathAddress);
        emit(0x48, 0x8D, 0x74, 0x24, 0x08); // lea rsi, [rsp+8]
        emit(0x48, 0x8D, 0x94, 0x24); // lea rdx, [rsp+8*(argc+2)]
        emitInt(8 * (argumentCount + 2));
        loadEax(59); // execve
        syscall();
        int fail = code.size();
        emit(0x89, 0xC7, 0xF7, 0xDF); // mov edi, eax; neg edi
        loadEax(231); // exit_group
        syscall();
        byte[] bytes = code.toByteArray();
        bytes[toExecute] = (byte) (execute - (toExecute + 1));
        bytes[toFail] = (byte) (fail - (toFail + 1));
        bytes[toFailAgain] = (byte) (fail - (toFailAgain + 1));
        code.reset();
        code.writeBytes(bytes);
    }

    private void closeRange(int first, int last) {
        loadEdi(first);
        loadEsi(last);
        clearEdx();
        loadEax(436); // close_range, Linux 5.9
        syscall();
    }

    /** Also the two that the C library keeps to itself: its posix_spawn(3) leaves them ignored. */
    private void setSignals() {
        clearEdx();
        emit(0x41, 0xBA); // mov r10d, ...
        emitInt(SIGNAL_SET_BYTES);
        for (int signal = 1; signal <= SIGNALS; signal++) {
            if (signal != SIGKILL && signal != SIGSTOP) {
                loadEdi(signal);
                loadEsi(caller.ignores(signal) ? actionsAddress + SIGACTION_BYTES : actionsAddress);
                loadEax(13); // rt_sigaction
                syscall();
            }
        }
    }

    private void limitOpenFiles() {
        loadEdi(0); // this process
        loadEsi(7); // RLIMIT_NOFILE
        emit(0xBA);
        emitInt(limitAddress);
        emit(0x45, 0x31, 0xD2); // xor r10d, r10d
        loadEax(302); // prlimit64
        syscall();
    }

    private void installFilter() {
        loadEdi(1); // SECCOMP_SET_MODE_FILTER
        loadEsi(4); // SECCOMP_FILTER_FLAG_SPEC_ALLOW: no speculation penalty for the program
        emit(0xBA);
        emitInt(programAddress);
        loadEax(317); // seccomp
        syscall();
    }

    private int here() {
        return CODE + code.size();
    }

    private void loadEax(int value) {
        emit(0xB8);
        emitInt(value);
    }

    private void loadEdi(int value) {
        emit(0xBF);
        emitInt(value);
    }

    private void loadEsi(int value) {
        emit(0xBE);
        emitInt(value);
    }

    private void clearEdx() {
        emit(0x31, 0xD2);
    }

    private void syscall() {
        emit(0x0F, 0x05);
    }

    private void emit(int... bytes) {
        for (int value : bytes) {
            code.write(value);
        }
    }

    private void emitInt(int value) {
        emit(value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF, value >> 24 & 0xFF);
    }

    private static int align(int address) {
        return address + 7 & ~7;
    }
}
