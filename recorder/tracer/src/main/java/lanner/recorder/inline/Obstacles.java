package lanner.recorder.inline;

import java.util.List;
import java.util.Optional;

/**
 * Calls with which a program gets in the way of recording inside it: it wants gs for itself, has a filter of its own that
 * may forbid what we do, dispatches its calls by their address, forbids the time stamp counter, becomes unreadable, maps
 * something over our pages, or has them counted. Asked at the
 * call's entry; the recording inside then ends before the call is made. Pure.
 */
final class Obstacles {
    static final int ARCH_SET_GS = 0x1001;
    static final int ARCH_GET_GS = 0x1004;
    static final int PR_SET_DUMPABLE = 4;
    static final int PR_SET_SECCOMP = 22;
    static final int PR_SET_TSC = 26;
    static final int PR_SET_SYSCALL_USER_DISPATCH = 59;
    static final int RLIMIT_DATA = 2;
    static final int RLIMIT_AS = 9;
    static final int SIGTRAP = 5;
    static final int SIGBUS = 7;
    static final int SIGSEGV = 11;
    static final int MAP_FIXED = 0x10;
    static final int MREMAP_FIXED = 2;
    static final int SHM_REMAP = 0x4000;

    /**
     * Advices of madvise(2) that take what is in memory, here or from a child: MADV_DONTNEED, FREE, REMOVE, DONTFORK, WIPEONFORK,
     * DONTNEED_LOCKED, GUARD_INSTALL.
     */
    static final List<Integer> ADVICES_THAT_TAKE = List.of(4, 8, 9, 10, 18, 24, 102);

    private static final int MMAP = 9;
    private static final int MPROTECT = 10;
    private static final int MUNMAP = 11;
    private static final int MADVISE = 28;
    private static final int PKEY_MPROTECT = 329;
    private static final int RT_SIGACTION = 13;
    private static final int MREMAP = 25;
    private static final int SHMAT_CALL = 30;
    private static final int PRCTL = 157;
    private static final int MLOCKALL = 151;
    private static final int ARCH_PRCTL = 158;
    private static final int SETRLIMIT = 160;
    private static final int PRLIMIT64 = 302;
    private static final int SECCOMP = 317;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int PR_TSC_SIGSEGV = 2;
    private static final int DUMPABLE = 1;
    private static final long SIG_IGN = 1;
    private static final long RLIM_INFINITY = -1;

    /** What stands in the way. */
    enum Obstacle {
        OWN_GS("it uses gs itself", true),
        OWN_FILTER("it has a seccomp filter of its own", true),
        OWN_DISPATCH("it dispatches its calls itself", true),
        NO_COUNTER("it may not read the time stamp counter", false),
        UNREADABLE("it made itself unreadable", false),
        IGNORES_FAULTS("it ignores faults", false),
        OUR_PAGES("it changes our pages", true),
        LIMITED("its memory is limited", true),
        LOCKED("it locks its memory", true);

        private final String words;
        private final boolean needsOwnCode;

        Obstacle(String words, boolean needsOwnCode) {
            this.words = words;
            this.needsOwnCode = needsOwnCode;
        }

        /** Whether pages of ours count in what is asked of the kernel. */
        boolean countsPages() {
            return this == LIMITED || this == LOCKED;
        }

        /** Whether it matters that a call stops at another address than the program's, or what it jumps to will be gone. */
        boolean needsOwnCode() {
            return needsOwnCode;
        }

        String words() {
            return words;
        }
    }

    /** What a program asks for that can only be told from its memory. */
    interface Memory {
        /** The number at an address; 0 if it cannot be read. */
        long number(long address);

        /** Whether something of ours lies between two addresses. */
        boolean isOurs(long start, long end);
    }

    private Obstacles() {}

    /** Whether this call, which is about to be made, is one. */
    static Optional<Obstacle> of(int number, long[] arguments, Memory memory) {
        int first = (int) arguments[0];
        return switch (number) {
            case ARCH_PRCTL -> when(first == ARCH_SET_GS || first == ARCH_GET_GS, Obstacle.OWN_GS);
            case SECCOMP -> when(first >= 0 && first <= SECCOMP_SET_MODE_FILTER, Obstacle.OWN_FILTER);
            case PRCTL -> ofPrctl(first, arguments[1]);
            case RT_SIGACTION ->
                when(
                        (first == SIGTRAP || first == SIGBUS || first == SIGSEGV)
                                && arguments[1] != 0
                                && memory.number(arguments[1]) == SIG_IGN,
                        Obstacle.IGNORES_FAULTS);
            case MMAP -> ours((arguments[3] & MAP_FIXED) != 0, arguments[0], arguments[1], memory);
            case MADVISE -> ours(ADVICES_THAT_TAKE.contains((int) arguments[2]), arguments[0], arguments[1], memory);
            case MPROTECT, PKEY_MPROTECT, MUNMAP -> ours(true, arguments[0], arguments[1], memory);
            case MREMAP ->
                ours(true, arguments[0], arguments[1], memory)
                        .or(() -> ours((arguments[3] & MREMAP_FIXED) != 0, arguments[4], arguments[2], memory));
            case SHMAT_CALL ->
                when(
                        (arguments[2] & SHM_REMAP) != 0
                                && memory.isOurs(arguments[1], SlotLayout.RING + SlotLayout.RING_BYTES)
                                && arguments[1] < SlotLayout.RING + SlotLayout.RING_BYTES,
                        Obstacle.OUR_PAGES);
            case MLOCKALL -> Optional.of(Obstacle.LOCKED);
            case SETRLIMIT -> limit(first, arguments[1], memory);
            case PRLIMIT64 -> limit((int) arguments[1], arguments[2], memory);
            default -> Optional.empty();
        };
    }

    private static Optional<Obstacle> limit(int resource, long limit, Memory memory) {
        boolean bounds = (resource == RLIMIT_AS || resource == RLIMIT_DATA)
                && limit != 0
                && memory.number(limit) != RLIM_INFINITY;
        return when(bounds, Obstacle.LIMITED);
    }

    /**
     * Whether a call must not be made while a thread does something for us: a filter for all threads would be asked about
     * that, and what it keeps of SIGTRAP would be out of date.
     */
    static boolean needsRest(int number, long[] arguments) {
        int first = (int) arguments[0];
        return number == SECCOMP && first == SECCOMP_SET_MODE_FILTER || number == RT_SIGACTION && first == SIGTRAP;
    }

    private static Optional<Obstacle> ofPrctl(int option, long value) {
        return switch (option) {
            case PR_SET_SECCOMP -> Optional.of(Obstacle.OWN_FILTER);
            case PR_SET_SYSCALL_USER_DISPATCH -> Optional.of(Obstacle.OWN_DISPATCH);
            case PR_SET_TSC -> when((int) value == PR_TSC_SIGSEGV, Obstacle.NO_COUNTER);
            case PR_SET_DUMPABLE -> when(value != DUMPABLE, Obstacle.UNREADABLE);
            default -> Optional.empty();
        };
    }

    private static Optional<Obstacle> ours(boolean changes, long start, long length, Memory memory) {
        long end = start + length;
        return when(changes && memory.isOurs(start, end < start ? Long.MAX_VALUE : end), Obstacle.OUR_PAGES);
    }

    private static Optional<Obstacle> when(boolean holds, Obstacle obstacle) {
        return holds ? Optional.of(obstacle) : Optional.empty();
    }
}
