package lanner.recorder.inline;

import java.util.BitSet;
import java.util.List;
import lanner.capture.InlineLevel;
import lanner.capture.event.SyscallNames;

/**
 * A call of x86-64 that the stub can make. Everything that an event tells of it is in its arguments, its path, its result
 * and, for some, a text that the kernel answers.
 *
 * @param name the kernel's
 * @param path the argument that is a path, 0 or 1; -1 for none
 * @param answers whether the kernel writes a text to the argument behind the path, as long as the result says
 * @param condition what else has to hold of its arguments
 * @param level the lowest level that includes it
 */
record InlineCall(String name, int path, boolean answers, Condition condition, InlineLevel level) {
    /** What the stub and the filter ask of the arguments before the call may go unstopped. */
    enum Condition {
        NONE(0),
        /** Argument 1 are flags of open(2) that only read. */
        READS_1(0x08),
        /** Argument 2 are. */
        READS_2(0x10),
        /** Argument 1 is a command of fcntl(2) that changes no descriptor's meaning: F_GETFD to F_SETFL. */
        COMMAND(0x20),
        /** The same, or one that duplicates. */
        COMMAND_OR_DUPLICATE(0x60);

        private final int bits;

        Condition(int bits) {
            this.bits = bits;
        }

        boolean holds(long[] arguments) {
            int first = (int) arguments[1];
            return switch (this) {
                case NONE -> true;
                case READS_1 -> (first & WRITES) == 0;
                case READS_2 -> ((int) arguments[2] & WRITES) == 0;
                case COMMAND -> first >= F_GETFD && first <= F_SETFL;
                case COMMAND_OR_DUPLICATE ->
                    first >= F_GETFD && first <= F_SETFL || first == F_DUPFD || first == F_DUPFD_CLOEXEC;
            };
        }
    }

    /** O_ACCMODE, O_CREAT, O_TRUNC and what O_TMPFILE adds to O_DIRECTORY. */
    static final int WRITES = 0x400243;

    static final int F_DUPFD = 0;
    static final int F_GETFD = 1;
    static final int F_SETFL = 4;
    static final int F_DUPFD_CLOEXEC = 1030;

    // bits of a class, which the stub tests
    static final int RECORDED = 0x01;
    static final int PATH_IN_0 = 0x02;
    static final int PATH_IN_1 = 0x04;
    static final int FLAGS_IN_1 = Condition.READS_1.bits;
    static final int FLAGS_IN_2 = Condition.READS_2.bits;
    static final int IS_COMMAND = Condition.COMMAND.bits;
    static final int MAY_DUPLICATE = 0x40;
    static final int ANSWERS = 0x80;

    // spotless:off
    private static final List<InlineCall> ALL = List.of(
            row("close",      -1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("stat",        0, false, Condition.NONE,                 InlineLevel.LOOK),
            row("lstat",       0, false, Condition.NONE,                 InlineLevel.LOOK),
            row("newfstatat",  1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("statx",       1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("access",      0, false, Condition.NONE,                 InlineLevel.LOOK),
            row("faccessat",   1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("faccessat2",  1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("readlink",    0, true,  Condition.NONE,                 InlineLevel.LOOK),
            row("readlinkat",  1, true,  Condition.NONE,                 InlineLevel.LOOK),
            row("getcwd",     -1, true,  Condition.NONE,                 InlineLevel.LOOK),
            row("statfs",      0, false, Condition.NONE,                 InlineLevel.LOOK),
            row("fstatfs",    -1, false, Condition.NONE,                 InlineLevel.LOOK),
            row("fcntl",      -1, false, Condition.COMMAND,              InlineLevel.LOOK),
            row("open",        0, false, Condition.READS_1,              InlineLevel.OPEN),
            row("openat",      1, false, Condition.READS_2,              InlineLevel.OPEN),
            row("fcntl",      -1, false, Condition.COMMAND_OR_DUPLICATE, InlineLevel.OPEN));
    // spotless:on

    private static InlineCall row(String name, int path, boolean answers, Condition condition, InlineLevel level) {
        return new InlineCall(name, path, answers, condition, level);
    }

    int number() {
        return SyscallNames.X86_64.number(name).orElseThrow();
    }

    /** The argument that the kernel's answer is written to; of a call that {@link #answers}. */
    int answer() {
        return path + 1;
    }

    /** What the stub does with it, as bits. */
    int classBits() {
        int where = path == 0 ? PATH_IN_0 : path == 1 ? PATH_IN_1 : 0;
        return RECORDED | where | condition.bits | (answers ? ANSWERS : 0);
    }

    /**
     * The calls of a level by their numbers.
     *
     * @param traced the calls that the recording selects, whatever their arguments: others are nobody's business
     * @return {@link SlotLayout#CLASS_COUNT} entries, null for a call that always stops
     */
    static InlineCall[] of(InlineLevel level, BitSet traced) {
        InlineCall[] calls = new InlineCall[SlotLayout.CLASS_COUNT];
        for (InlineCall call : ALL) {
            if (level.compareTo(call.level) >= 0 && traced.get(call.number())) {
                calls[call.number()] = call;
            }
        }
        return calls;
    }
}
