package lanner.engine.state;

import java.util.EnumMap;
import java.util.Map;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;

/** Which calls make descriptors that an exec closes: those that are asked to, and those that always do. */
final class CloseOnExec {
    /** O_CLOEXEC as the kernel counts it, in parameters that are stored as they were passed. */
    private static final long KERNEL = 02000000;

    /** Where a call's flag is; it has no flag, and is always closed, if there is no such parameter. */
    private record Flag(int param, long bit) {
        boolean isSet(Event event) {
            return param < 0 || (event.param(param, 0) & bit) != 0;
        }
    }

    private static final Map<EventType, Flag> FLAGS = new EnumMap<>(EventType.class);

    static {
        long portable = FlagSets.FILE_FLAGS.value("O_CLOEXEC");
        row(EventType.OPEN, portable);
        row(EventType.OPENAT, portable);
        row(EventType.OPENAT2, portable);
        row(EventType.OPEN_BY_HANDLE_AT, portable);
        row(EventType.DUP3, portable);
        row(EventType.PIPE2, portable);
        row(EventType.SOCKET, portable);
        row(EventType.SOCKETPAIR, portable);
        row(EventType.EVENTFD2, portable);
        row(EventType.SIGNALFD4, portable);
        row(EventType.TIMERFD_CREATE, portable);
        row(EventType.INOTIFY_INIT1, portable);
        row(EventType.USERFAULTFD, portable);
        row(EventType.ACCEPT4, KERNEL);
        row(EventType.OPEN_TREE, KERNEL);
        row(EventType.OPEN_TREE_ATTR, KERNEL);
        row(EventType.MEMFD_SECRET, KERNEL);
        row(EventType.EPOLL_CREATE1, FlagSets.EPOLL_CREATE1_FLAGS.value("EPOLL_CLOEXEC"));
        row(EventType.MEMFD_CREATE, FlagSets.MEMFD_CREATE_FLAGS.value("MFD_CLOEXEC"));
        row(EventType.FANOTIFY_INIT, 1);
        row(EventType.FSOPEN, 1);
        row(EventType.FSMOUNT, 1);
        row(EventType.FSPICK, 1);
        row(EventType.PERF_EVENT_OPEN, 8);
        always(EventType.BPF);
        always(EventType.IO_URING_SETUP);
        always(EventType.LANDLOCK_CREATE_RULESET);
        always(EventType.MQ_OPEN);
        always(EventType.PIDFD_OPEN);
        always(EventType.PIDFD_GETFD);
    }

    private CloseOnExec() {}

    private static void row(EventType type, long bit) {
        int param = type.indexOf("flags");
        if (param < 0) {
            throw new IllegalStateException(type + " has no flags");
        }
        FLAGS.put(type, new Flag(param, bit));
    }

    private static void always(EventType type) {
        FLAGS.put(type, new Flag(-1, 0));
    }

    /** Whether an exec closes the descriptors that an event makes. */
    static boolean of(Event event) {
        Flag flag = FLAGS.get(event.type());
        return flag != null && flag.isSet(event);
    }
}
