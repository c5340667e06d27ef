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
            "write");

    private final BitSet numbers = new BitSet();

    Restarts() {
        for (String name : NAMES) {
            SyscallNames.X86_64.number(name).ifPresent(numbers::set);
        }
    }

    /** Whether a call of the x86-64 table is one of them. */
    boolean include(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE && numbers.get((int) number);
    }
}
