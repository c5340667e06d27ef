package lanner.recorder.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lanner.recorder.arch.Architecture;
import lanner.recorder.arch.LaunchCode;

/**
 * A tiny static program that becomes the recorded command. The tracer must hold a process before its first
 * instruction, and a Java virtual machine cannot fork: so this image is spawned, waits, is seized, and is then sent to
 * stage two, where it closes the descriptors that are not the program's, installs the filter and executes the program.
 *
 * <pre>
 *   0x400000   ELF header, one program header (read, execute)
 *   0x400078   stage one:  wait for a signal; jump back
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
    /** What a segment is aligned to: the largest page that the machines have. */
    private static final int LARGEST_PAGE = 0x10000;

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
    private static final int RLIMIT_NOFILE = 7;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4;

    private final Architecture architecture;
    private final byte[] path;
    private final long[] filter;
    private final int argumentCount;
    private final int[] keptDescriptors;
    private final Launcher.CallerState caller;
    private LaunchCode code;
    private int stageTwo;
    private int execute;
    private int fail;
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
        this(Architecture.current(), path, filter, argumentCount, keptDescriptors, caller);
    }

    LaunchImage(
            Architecture architecture,
            byte[] path,
            long[] filter,
            int argumentCount,
            int[] keptDescriptors,
            Launcher.CallerState caller) {
        this.architecture = architecture;
        this.code = architecture.launchCode(CODE);
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
        pathAddress = align(code.here());
        programAddress = align(pathAddress + path.length + 1);
        int filterAddress = programAddress + 16;
        actionsAddress = filterAddress + filter.length * 8;
        limitAddress = actionsAddress + 2 * SIGACTION_BYTES;
        assemble();
        int total = limitAddress + RLIMIT_BYTES - BASE;
        ByteBuffer image = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0x464C457F).put((byte) 2).put((byte) 1).put((byte) 1);
        image.position(16);
        image.putShort((short) 2).putShort((short) architecture.elfMachine()).putInt(1); // ET_EXEC
        image.putLong(CODE).putLong(64).putLong(0).putInt(0);
        image.putShort((short) 64).putShort((short) 56).putShort((short) 1);
        image.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        image.putInt(1).putInt(5); // PT_LOAD, read and execute
        image.putLong(0)
                .putLong(BASE)
                .putLong(BASE)
                .putLong(total)
                .putLong(total)
                .putLong(LARGEST_PAGE);
        image.put(code.bytes());
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
        code = architecture.launchCode(CODE);
        code.waitForSignal();
        code.jump(CODE);
        stageTwo = code.here();
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
            code.call("prlimit64", 0, RLIMIT_NOFILE, limitAddress, 0);
        }
        installFilter();
        code.jumpIfZero(execute);
        code.jumpUnlessError(EACCES, fail);
        code.call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        installFilter();
        code.jumpIfZero(execute);
        code.jump(fail);
        execute = code.here();
        code.execute(pathAddress, argumentCount);
        fail = code.here();
        code.exitWithError();
    }

    private void closeRange(int first, int last) {
        code.call("close_range", first, last, 0); // Linux 5.9
    }

    /** Also the two that the C library keeps to itself: its posix_spawn(3) leaves them ignored. */
    private void setSignals() {
        for (int signal = 1; signal <= SIGNALS; signal++) {
            if (signal != SIGKILL && signal != SIGSTOP) {
                int action = caller.ignores(signal) ? actionsAddress + SIGACTION_BYTES : actionsAddress;
                code.call("rt_sigaction", signal, action, 0, SIGNAL_SET_BYTES);
            }
        }
    }

    /** SPEC_ALLOW: no speculation penalty for the program. */
    private void installFilter() {
        code.call("seccomp", SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, programAddress);
    }

    private static int align(int address) {
        return address + 7 & ~7;
    }
}
