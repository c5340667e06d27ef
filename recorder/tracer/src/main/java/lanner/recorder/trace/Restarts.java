package lanner.recorder.trace;

import java.util.List;
import lanner.recorder.arch.Abi;
import lanner.recorder.arch.CallSet;

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

    private final CallSet calls = CallSet.named(NAMES);
    private final CallSet never = CallSet.named(NEVER);

    /** Whether a call is one of them. */
    boolean include(Abi abi, long number) {
        return calls.includes(abi, number);
    }

    /** Whether a call that a signal interrupted may be started again, be it known here or not. */
    boolean may(Abi abi, long number) {
        return isOne(number) && !never.includes(abi, number);
    }

    /** Whether a number can be a call's at all. */
    static boolean isOne(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }
}
