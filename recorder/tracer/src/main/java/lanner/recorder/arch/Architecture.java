package lanner.recorder.arch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine that programs are recorded on. */
public interface Architecture {
    /** The machine at hand. */
    static Architecture current() {
        return Machines.CURRENT;
    }

    /** A machine by its name as Java gives it; empty where programs cannot be recorded. */
    static Optional<Architecture> of(String javaName) {
        return Machines.of(javaName);
    }

    /** Its name as uname(2) gives it. */
    String machine();

    /** What programs for this machine call by. */
    Abi abi();

    /** What a filter tells apart by the kernel's name for the architecture: {@link #abi} first, then that of 32-bit programs. */
    List<Abi> abis();

    /** All ways to make a call on this machine. */
    List<Abi> all();

    /**
     * What a call was made by.
     *
     * @param audit the kernel's name for the architecture
     * @param raw the number as the program gave it
     */
    Abi abi(int audit, int raw);

    /** A call's number in its table, of the number as the program gave it. */
    int number(Abi abi, int raw);

    /**
     * What stands in the place of the result of a call that a filter has trapped (seccomp(2), SECCOMP_RET_TRAP): the
     * kernel puts the register back that a result is in. Its lower 32 bits count.
     */
    int resultOfTrap(Abi abi, int number, long firstArgument);

    /** The bit that marks numbers of another table in calls of {@link #abi}; 0 where there is none. */
    int foreignBit();

    /** The number of a call of {@link #abi} that this machine has. */
    default int number(String call) {
        return abi().names().number(call).orElseThrow(() -> new IllegalArgumentException(call));
    }

    /** The kernel's values of names that have another value on other machines; a name that is missing has none here. */
    Map<String, Long> values();

    /** {@link #values} of a name that every machine has. */
    default long value(String name) {
        Long value = values().get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    /** The most that a calling convention of the machine leaves a function below its stack pointer, in bytes. */
    int redZone();

    /** The instruction of a breakpoint that leaves a thread behind it; empty where it leaves the thread at it. */
    byte[] breakpointLeftBehind();

    /**
     * Whether the kernel has set an interrupted call up to be started again before a tracer sees the thread. If not, it
     * does so afterwards, and knows by itself whether a handler runs.
     */
    boolean rewindsBeforeSignals();

    /** Whether a thread in the strict mode of seccomp(2) may not read the processor's clock either, PR_SET_TSC of prctl(2). */
    boolean strictModeTakesClock();

    /** The registers of stopped threads. */
    Registers registers(RegisterAccess access);

    /** The number of the machine in an ELF header, {@code EM_*} of elf.h. */
    int elfMachine();

    /**
     * Machine code for the launcher.
     *
     * @param address where it will lie
     */
    LaunchCode launchCode(int address);
}
