package lanner.recorder.trace;

import java.util.List;
import lanner.recorder.seccomp.FiniteWait;

/**
 * A call of the machine's own table that waits no longer than a limit and starts with the whole of it when it is started again. Not here:
 * calls whose end is a point in time (mq_timedreceive, futex_waitv), calls whose end the kernel keeps (poll, nanosleep and
 * futex by restart_syscall(2)) and calls that tell the rest in memory (select, ppoll).
 *
 * @param call its name
 * @param kind where the limit stands
 * @param argument which argument it is, where it is one
 * @param expired what the call returns when its limit has passed
 * @param restarts whether the kernel itself starts it again after a signal without a handler
 */
record WaitLimit(String call, Kind kind, int argument, long expired, boolean restarts) {
    enum Kind {
        /** Milliseconds in a register; negative for none. */
        MILLIS,
        /** A {@code struct timespec} in memory; a null pointer for none. */
        TIMESPEC,
        /** A {@code struct timespec} behind {@code struct io_uring_getevents_arg}, if the flags say so. */
        RING,
        /** SO_RCVTIMEO of the socket. */
        RECEIVE,
        /** SO_SNDTIMEO of the socket. */
        SEND
    }

    static final long EAGAIN = 11;
    private static final long ETIME = 62;
    private static final long EINPROGRESS = 115;

    private static final int RING_FLAGS = 3;
    private static final int ENTER_EXT_ARG = 8;

    static final List<WaitLimit> ALL = List.of(
            new WaitLimit("epoll_wait", Kind.MILLIS, 3, 0, false),
            new WaitLimit("epoll_pwait", Kind.MILLIS, 3, 0, false),
            new WaitLimit("epoll_pwait2", Kind.TIMESPEC, 3, 0, false),
            new WaitLimit("io_getevents", Kind.TIMESPEC, 4, 0, false),
            new WaitLimit("io_pgetevents", Kind.TIMESPEC, 4, 0, true),
            new WaitLimit("rt_sigtimedwait", Kind.TIMESPEC, 2, -EAGAIN, false),
            new WaitLimit("semtimedop", Kind.TIMESPEC, 3, -EAGAIN, false),
            new WaitLimit("io_uring_enter", Kind.RING, RING_FLAGS, -ETIME, false),
            // Only where the rest cannot be told, in memory that is not to be written.
            new WaitLimit("ppoll", Kind.TIMESPEC, 2, 0, false),
            new WaitLimit("accept", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("accept4", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("recvfrom", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("recvmsg", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("recvmmsg", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("read", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("readv", Kind.RECEIVE, 0, -EAGAIN, false),
            new WaitLimit("connect", Kind.SEND, 0, -EINPROGRESS, false),
            new WaitLimit("sendto", Kind.SEND, 0, -EAGAIN, false),
            new WaitLimit("sendmsg", Kind.SEND, 0, -EAGAIN, false),
            new WaitLimit("sendmmsg", Kind.SEND, 0, -EAGAIN, false),
            new WaitLimit("write", Kind.SEND, 0, -EAGAIN, false),
            new WaitLimit("writev", Kind.SEND, 0, -EAGAIN, false));

    /** What a filter has to stop so that the beginning of each such wait is known, as far as it can tell them. */
    static List<FiniteWait> toStop() {
        return ALL.stream()
                .filter(each -> !each.call.equals("ppoll"))
                .flatMap(each -> switch (each.kind) {
                    case MILLIS -> List.of(FiniteWait.millis(each.call, each.argument)).stream();
                    case TIMESPEC -> List.of(FiniteWait.pointer(each.call, each.argument)).stream();
                    case RING -> List.of(FiniteWait.flag(each.call, each.argument, ENTER_EXT_ARG)).stream();
                    case RECEIVE, SEND -> List.<FiniteWait>of().stream();
                })
                .toList();
    }
}
