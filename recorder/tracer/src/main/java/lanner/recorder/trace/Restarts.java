package lanner.recorder.trace;

import java.util.BitSet;
import java.util.List;
import lanner.capture.event.SyscallNames;

/**
 * Calls that return EINTR where others are started again by the kernel (signal(7)). A thread that is traced gets to see
 * that without a signal: from a stop that was asked for, from a signal that it ignores and that nobody would have sent it
 * on, from one that another thread took. Started again, they are as if nothing had been.
 */
final class Restarts {
    private static final List<String> NAMES = List.of(
            "epoll_wait",
            "epoll_pwait",
            "epoll_pwait2",
            "io_getevents",
            "io_pgetevents",
            "io_uring_enter",
            "semop",
            "semtimedop",
            "msgrcv",
            "msgsnd",
            "rt_sigtimedwait",
            "connect",
            "accept",
            "accept4",
            "recvfrom",
            "recvmsg",
            "recvmmsg",
            "sendto",
            "sendmsg",
            "sendmmsg",
            "read",
            "readv",
            "write",
            "writev",
            "select",
            "pselect6",
            "ppoll");

    /** What has happened although it returns EINTR: a descriptor that is closed may be another's by now. */
    private static final List<String> NEVER = List.of("close", "dup2", "dup3");

    private final BitSet numbers = numbers(SyscallNames.X86_64, NAMES);
    private final BitSet numbersI386 = numbers(SyscallNames.I386, NAMES);
    private final BitSet never = numbers(SyscallNames.X86_64, NEVER);
    private final BitSet neverI386 = numbers(SyscallNames.I386, NEVER);

    private static BitSet numbers(SyscallNames table, List<String> names) {
        BitSet numbers = new BitSet();
        names.forEach(name -> table.number(name).ifPresent(numbers::set));
        return numbers;
    }

    /** Whether a call is one of them. */
    boolean include(boolean i386, long number) {
        return isOne(number) && (i386 ? numbersI386 : numbers).get((int) number);
    }

    /** Whether a call that a signal interrupted may be started again, be it known here or not. */
    boolean may(boolean i386, long number) {
        return isOne(number) && !(i386 ? neverI386 : never).get((int) number);
    }

    /** Whether a number can be a call's at all. */
    static boolean isOne(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }
}
