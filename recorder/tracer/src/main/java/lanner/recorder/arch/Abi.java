package lanner.recorder.arch;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lanner.capture.event.Mark;
import lanner.capture.event.SyscallNames;

/** A way in which programs make system calls: a table of numbers, and the width of what its arguments point to. */
@SuppressWarnings("ImmutableEnumChecker") // the tables never change
public enum Abi {
    X86_64(0, "x86_64", 0xC000003E, 8, () -> SyscallNames.X86_64, Optional.empty()),
    /** Calls of 32-bit programs on x86, and {@code int 0x80}. */
    I386(1, "i386", 0x40000003, 4, SyscallNames::i386, Optional.of(Mark.COMPAT)),
    /** Calls of x86-64 with a bit in their number. The kernel gives them x86-64's name for the architecture. */
    X32(2, "x32", 0xC000003E, 8, () -> SyscallNames.X86_64, Optional.of(Mark.X32)),
    ARM64(3, "aarch64", 0xC00000B7, 8, SyscallNames::arm64, Optional.empty()),
    /** Calls of 32-bit programs on arm64. */
    ARM(4, "arm", 0x40000028, 4, SyscallNames::arm, Optional.of(Mark.COMPAT));

    /** The names that i386 has for calls of ARM, whose arguments are in another order. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("arm_fadvise64_64", "fadvise64_64", "arm_sync_file_range", "sync_file_range");

    /** How many there are. */
    public static final int COUNT = values().length;

    private final int index;
    private final String label;
    private final int audit;
    private final int pointerBytes;
    private final Supplier<SyscallNames> names;
    private final Optional<Mark> mark;

    Abi(int index, String label, int audit, int pointerBytes, Supplier<SyscallNames> names, Optional<Mark> mark) {
        this.index = index;
        this.label = label;
        this.audit = audit;
        this.pointerBytes = pointerBytes;
        this.names = names;
        this.mark = mark;
    }

    /** Its place in tables that have one for each, below {@link #COUNT}. */
    public int index() {
        return index;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** What the kernel calls the architecture, {@code AUDIT_ARCH_*} of linux/audit.h. */
    public int audit() {
        return audit;
    }

    /** The size of a pointer that its arguments lead to. */
    public int pointerBytes() {
        return pointerBytes;
    }

    public boolean is32Bit() {
        return pointerBytes == 4;
    }

    /** Its calls. */
    public SyscallNames names() {
        return names.get();
    }

    /** The number that names a call in a capture, {@code GenericParams.NATIVE_ID}. */
    public int portable(int number) {
        if (names() == portableNames()) {
            return number;
        }
        int[] numbers = Portable.NUMBERS[index];
        return number >= 0 && number < numbers.length ? numbers[number] : SyscallNames.NAMELESS;
    }

    private SyscallNames portableNames() {
        return is32Bit() ? SyscallNames.i386() : SyscallNames.X86_64;
    }

    /** {@link Abi#portable} by number and table; made when it is asked for first: most machines never do. */
    private static final class Portable {
        static final int[][] NUMBERS =
                Arrays.stream(values()).map(Portable::numbers).toArray(int[][]::new);

        private static int[] numbers(Abi abi) {
            int[] numbers = new int[Collections.max(abi.names().numbers()) + 1];
            Arrays.setAll(numbers, number -> {
                String name = abi.names().name(number);
                return abi.portableNames()
                        .number(ELSEWHERE.getOrDefault(name, name))
                        .orElse(SyscallNames.NAMELESS);
            });
            return numbers;
        }
    }

    /** What events of its calls are marked with; empty for the machine's own. */
    public Optional<Mark> mark() {
        return mark;
    }
}
