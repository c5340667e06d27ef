package lanner.engine.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lanner.capture.event.CloseRangeParams;
import lanner.capture.event.CreatParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.DupParams;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.IoctlParams;
import lanner.capture.event.Mark;
import lanner.capture.event.MemfdParams;
import lanner.capture.event.OpenByHandleParams;
import lanner.capture.event.OpenParams;
import lanner.capture.event.Openat2Params;
import lanner.capture.event.OpenatParams;
import lanner.capture.event.PidfdGetfdParams;
import lanner.capture.event.PipeParams;
import lanner.capture.event.StateCommand;
import lanner.capture.event.Tuple;
import org.jspecify.annotations.Nullable;

/** Descriptors that lead to anything but a socket: open(2), dup(2), pipe(2), fcntl(2), close(2) and their kin. */
final class FdHandler {
    private static final long O_DIRECTORY = FlagSets.FILE_FLAGS.value("O_DIRECTORY");
    private static final long F_DUPFD = FlagSets.FCNTL_COMMANDS.value(StateCommand.F_DUPFD.name());
    private static final long F_DUPFD_CLOEXEC = FlagSets.FCNTL_COMMANDS.value(StateCommand.F_DUPFD_CLOEXEC.name());
    private static final long F_SETFD = FlagSets.FCNTL_COMMANDS.value(StateCommand.F_SETFD.name());
    private static final long FD_CLOEXEC = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final long FIONCLEX = StateCommand.FIONCLEX.number();
    private static final long FIOCLEX = StateCommand.FIOCLEX.number();
    private static final long CLOSE_RANGE_CLOEXEC = FlagSets.CLOSE_RANGE_FLAGS.value("CLOSE_RANGE_CLOEXEC");
    private static final long CLOSE_RANGE_UNSHARE = FlagSets.CLOSE_RANGE_FLAGS.value("CLOSE_RANGE_UNSHARE");

    /** Where an open keeps its parameters; -1 for one it lacks. */
    private record OpenCall(int dirfd, int path, int flags, int device, int inode) {}

    private static final Map<EventType, OpenCall> OPENS = new EnumMap<>(Map.of(
            EventType.OPEN,
            new OpenCall(-1, OpenParams.NAME, OpenParams.FLAGS, OpenParams.DEV, OpenParams.INO),
            EventType.OPENAT,
            new OpenCall(OpenatParams.DIRFD, OpenatParams.NAME, OpenatParams.FLAGS, OpenatParams.DEV, OpenatParams.INO),
            EventType.OPENAT2,
            new OpenCall(
                    OpenatParams.DIRFD, OpenatParams.NAME, OpenatParams.FLAGS, Openat2Params.DEV, Openat2Params.INO),
            EventType.CREAT,
            new OpenCall(-1, CreatParams.NAME, -1, CreatParams.DEV, CreatParams.INO),
            EventType.OPEN_BY_HANDLE_AT,
            new OpenCall(
                    -1,
                    OpenByHandleParams.PATH,
                    OpenByHandleParams.FLAGS,
                    OpenByHandleParams.DEV,
                    OpenByHandleParams.INO)));

    /** Descriptors without a path, by the call that makes them. */
    private static final Map<EventType, FdInfo.Kind> ANONYMOUS = new EnumMap<>(EventType.class);

    static {
        ANONYMOUS.put(EventType.EVENTFD, FdInfo.Kind.EVENT);
        ANONYMOUS.put(EventType.EVENTFD2, FdInfo.Kind.EVENT);
        ANONYMOUS.put(EventType.SIGNALFD, FdInfo.Kind.SIGNALFD);
        ANONYMOUS.put(EventType.SIGNALFD4, FdInfo.Kind.SIGNALFD);
        ANONYMOUS.put(EventType.TIMERFD_CREATE, FdInfo.Kind.TIMERFD);
        ANONYMOUS.put(EventType.INOTIFY_INIT, FdInfo.Kind.INOTIFY);
        ANONYMOUS.put(EventType.INOTIFY_INIT1, FdInfo.Kind.INOTIFY);
        ANONYMOUS.put(EventType.EPOLL_CREATE, FdInfo.Kind.EVENTPOLL);
        ANONYMOUS.put(EventType.EPOLL_CREATE1, FdInfo.Kind.EVENTPOLL);
        ANONYMOUS.put(EventType.USERFAULTFD, FdInfo.Kind.USERFAULTFD);
        ANONYMOUS.put(EventType.IO_URING_SETUP, FdInfo.Kind.IO_URING);
        ANONYMOUS.put(EventType.PIDFD_OPEN, FdInfo.Kind.PIDFD);
        ANONYMOUS.put(EventType.MEMFD_CREATE, FdInfo.Kind.MEMFD);
        ANONYMOUS.put(EventType.BPF, FdInfo.Kind.BPF);
        ANONYMOUS.put(EventType.MEMFD_SECRET, FdInfo.Kind.MEMFD);
        for (EventType made : List.of(
                EventType.FANOTIFY_INIT,
                EventType.OPEN_TREE,
                EventType.OPEN_TREE_ATTR,
                EventType.FSOPEN,
                EventType.FSMOUNT,
                EventType.FSPICK,
                EventType.PERF_EVENT_OPEN,
                EventType.LANDLOCK_CREATE_RULESET,
                EventType.MQ_OPEN)) {
            ANONYMOUS.put(made, FdInfo.Kind.OTHER);
        }
    }

    /** Found when a program asks for bpf(2): few do. */
    private static final class Bpf {
        /** Commands of bpf(2) whose result is a descriptor. */
        private static final Set<Long> OPENS = Stream.of(
                        "BPF_MAP_CREATE",
                        "BPF_PROG_LOAD",
                        "BPF_OBJ_GET",
                        "BPF_PROG_GET_FD_BY_ID",
                        "BPF_MAP_GET_FD_BY_ID",
                        "BPF_RAW_TRACEPOINT_OPEN",
                        "BPF_BTF_LOAD",
                        "BPF_BTF_GET_FD_BY_ID",
                        "BPF_LINK_CREATE",
                        "BPF_LINK_GET_FD_BY_ID",
                        "BPF_ENABLE_STATS",
                        "BPF_ITER_CREATE")
                .map(FlagSets.BPF_COMMANDS::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static final Map<String, Long> SOCKET_TYPES = Map.of("tcp", 1L, "udp", 2L, "raw", 3L);
    private static final int MAX_UNRESOLVED = 1 << 20;
    /** About what an inode takes with its place in the map. */
    private static final long LISTED_BYTES = 100;

    /** Ports that were listened on when the capture began. */
    private final BitSet servers = new BitSet(1 << 16);

    private final List<SocketFd> unresolved = new ArrayList<>();
    /** Pipes and sockets of the list by inode: where each was listed first. */
    private final Map<Long, Long> listedOrigins = new HashMap<>();

    /** About how much memory this takes, in bytes. */
    long size() {
        return servers.size() / 8 + LISTED_BYTES * listedOrigins.size();
    }

    /** Takes over what is remembered of the list of descriptors, which is no longer read. */
    void listedAs(FdHandler other) {
        servers.or(other.servers);
        listedOrigins.putAll(other.listedOrigins);
    }

    static boolean isOpen(EventType type) {
        return OPENS.containsKey(type);
    }

    static boolean isAnonymous(EventType type) {
        return ANONYMOUS.containsKey(type);
    }

    /** A descriptor that was open when the segment began. */
    void snapshot(Event event, ThreadInfo thread) {
        String word = event.text(DescriptorRecord.KIND, "");
        FdInfo.Kind kind = FdInfo.Kind.OTHER;
        for (FdInfo.Kind candidate : FdInfo.Kind.values()) {
            if (candidate.word().equals(word)) {
                kind = candidate;
                break;
            }
        }
        FdInfo fd = FdInfo.of((int) event.param(DescriptorRecord.FD, -1), kind, origin(event, kind));
        fd.name = event.text(DescriptorRecord.NAME, "");
        fd.rawName = fd.name;
        fd.openFlags = event.param(DescriptorRecord.FLAGS, 0);
        fd.device = event.param(DescriptorRecord.DEV, 0);
        fd.inode = event.param(DescriptorRecord.INO, 0);
        if (fd instanceof SocketFd socket) {
            snapshot(event, socket);
        }
        thread.descriptors.put(fd);
    }

    private void snapshot(Event event, SocketFd fd) {
        if (event.has(DescriptorRecord.TUPLE)) {
            // A bound datagram socket is not a listening one: either side may begin.
            boolean bound = event.param(DescriptorRecord.LISTENING, 0) != 0;
            boolean listens = bound && !"udp".equals(event.text(DescriptorRecord.L4PROTO));
            boolean read = bound
                    ? SocketTuple.readListening(event, DescriptorRecord.TUPLE, fd)
                    : SocketTuple.read(event, DescriptorRecord.TUPLE, fd);
            if (read && fd.kind() == FdInfo.Kind.UNIX) {
                fd.name = Tuple.path(event, DescriptorRecord.TUPLE);
            }
            fd.listening = listens;
            fd.connected =
                    read && !bound && (fd.destinationPort != 0 || !fd.kind().isInternet());
            if (listens) {
                fd.role = FdInfo.Role.SERVER;
                servers.set(fd.destinationPort);
            } else if (read && !bound && fd.kind().isInternet() && unresolved.size() < MAX_UNRESOLVED) {
                unresolved.add(fd);
            }
        }
        if (event.has(DescriptorRecord.L4PROTO)) {
            fd.socketType = SOCKET_TYPES.getOrDefault(event.text(DescriptorRecord.L4PROTO), 0L);
        }
    }

    /** A pipe or a socket that several processes have open is listed for each of them; its inode is its own. */
    private long origin(Event event, FdInfo.Kind kind) {
        boolean shared = kind == FdInfo.Kind.PIPE || kind == FdInfo.Kind.UNIX || kind.isInternet();
        long inode = event.param(DescriptorRecord.INO, 0);
        if (!shared || inode == 0 || listedOrigins.size() >= MAX_UNRESOLVED) {
            return event.sequence();
        }
        return listedOrigins.computeIfAbsent(inode, first -> event.sequence());
    }

    /**
     * Says of each connection in the list who is its server: the end whose port is listened on. To be called when
     * the list is complete.
     */
    void listed() {
        for (SocketFd fd : unresolved) {
            if (servers.get(fd.sourcePort)) {
                fd.role = FdInfo.Role.SERVER;
                fd.turnRound();
            } else {
                fd.role = FdInfo.Role.CLIENT;
            }
        }
        unresolved.clear();
    }

    /** The descriptor that an open makes; for one that failed, what it would have been. */
    FdInfo opened(Event event, ThreadInfo thread) {
        OpenCall params = Objects.requireNonNull(OPENS.get(event.type()));
        String raw = event.text(params.path);
        long flags = params.flags < 0 ? 0 : event.param(params.flags, 0);
        int number = (int) event.result();
        FdInfo.Kind kind = (flags & O_DIRECTORY) != 0 ? FdInfo.Kind.DIRECTORY : FdInfo.Kind.FILE;
        FdInfo fd = FdInfo.of(number, kind, event.sequence());
        if (raw != null) {
            fd.rawName = raw;
            fd.name = thread.path(event, params.path, params.dirfd);
        }
        fd.openFlags = flags;
        fd.closeOnExec = CloseOnExec.of(event);
        fd.device = event.param(params.device, 0);
        fd.inode = event.param(params.inode, 0);
        if (number >= 0) {
            thread.descriptors.put(fd);
        }
        return fd;
    }

    @Nullable
    FdInfo duplicated(Event event, ThreadInfo thread) {
        int number = (int) event.result();
        FdInfo old = thread.descriptors.get((int) event.param(DupParams.OLDFD, -1));
        if (number < 0 || old != null && old.number() == number) {
            // A descriptor onto itself stays as it is, dup2(2).
            return old;
        }
        return duplicate(event, thread, old, number, CloseOnExec.of(event));
    }

    private static FdInfo duplicate(Event event, ThreadInfo thread, @Nullable FdInfo old, int number, boolean cloexec) {
        FdInfo known = old == null ? FdInfo.of(number, FdInfo.Kind.OTHER, event.sequence()) : old;
        FdInfo copy = known.as(number, cloexec);
        thread.descriptors.put(copy);
        return copy;
    }

    @Nullable
    FdInfo controlled(Event event, ThreadInfo thread) {
        long command = event.param(FcntlParams.CMD, 0);
        FdInfo fd = thread.descriptors.get((int) event.param(FcntlParams.FD, -1));
        if (event.result() >= 0 && (command == F_DUPFD || command == F_DUPFD_CLOEXEC)) {
            return duplicate(event, thread, fd, (int) event.result(), command == F_DUPFD_CLOEXEC);
        }
        if (event.result() >= 0 && command == F_SETFD && fd != null) {
            fd.closeOnExec = (event.param(FcntlParams.ARG, 0) & FD_CLOEXEC) != 0;
            fd.closeOnExecIsSaid = event.has(Mark.INLINE);
        }
        return fd;
    }

    @Nullable
    FdInfo piped(Event event, ThreadInfo thread) {
        if (event.result() < 0 || !event.has(PipeParams.FD1)) {
            return null;
        }
        FdInfo first = null;
        for (int param = PipeParams.FD1; param <= PipeParams.FD2; param++) {
            FdInfo fd = FdInfo.of((int) event.param(param, -1), FdInfo.Kind.PIPE, event.sequence());
            fd.inode = event.param(PipeParams.INO, 0);
            fd.name = "pipe:[" + fd.inode + "]";
            fd.closeOnExec = CloseOnExec.of(event);
            thread.descriptors.put(fd);
            first = first == null ? fd : first;
        }
        return first;
    }

    @Nullable
    FdInfo anonymous(Event event, ThreadInfo thread) {
        int number = (int) event.result();
        return number >= 0 && remakesSignalfd(event) ? thread.descriptors.get(number) : made(event, thread);
    }

    private static FdInfo made(Event event, ThreadInfo thread) {
        int number = (int) event.result();
        FdInfo fd = FdInfo.of(number, ANONYMOUS.getOrDefault(event.type(), FdInfo.Kind.OTHER), event.sequence());
        fd.closeOnExec = CloseOnExec.of(event);
        if (event.type() == EventType.MEMFD_CREATE && event.has(MemfdParams.NAME)) {
            fd.name = event.text(MemfdParams.NAME, "");
            fd.rawName = fd.name;
        }
        if (number >= 0 && answersDescriptor(event)) {
            thread.descriptors.put(fd);
        }
        return fd;
    }

    /** Whether a signalfd(2) changes the signals of a descriptor that is open. */
    private static boolean remakesSignalfd(Event event) {
        return ANONYMOUS.get(event.type()) == FdInfo.Kind.SIGNALFD
                && event.param(event.type().indexOf("fd"), -1) >= 0;
    }

    /** Whether the result is a descriptor: of some calls it can be a version, an index or an id as well. */
    private static boolean answersDescriptor(Event event) {
        return switch (event.type()) {
            case BPF -> Bpf.OPENS.contains(event.param(event.type().indexOf("cmd"), -1));
            case LANDLOCK_CREATE_RULESET -> event.param(event.type().indexOf("flags"), 0) == 0;
            default -> true;
        };
    }

    /** What pidfd_open(2) makes: remembers the process, so that {@link #stolen} finds its descriptors. */
    FdInfo opensProcess(Event event, ThreadInfo thread, @Nullable ProcessInfo process) {
        FdInfo fd = made(event, thread);
        fd.process = process;
        return fd;
    }

    /** The copy of another process's descriptor that pidfd_getfd(2) makes; nameless if the capture does not know that one. */
    @Nullable
    FdInfo stolen(Event event, ThreadInfo thread) {
        int number = (int) event.result();
        FdInfo pidfd = thread.descriptors.get((int) event.param(PidfdGetfdParams.PID_FD, -1));
        if (number < 0) {
            return pidfd;
        }
        FdInfo target = pidfd == null || pidfd.process == null
                ? null
                : pidfd.process.leader.descriptors.get((int) event.param(PidfdGetfdParams.TARGET_FD, -1));
        return duplicate(event, thread, target, number, CloseOnExec.of(event));
    }

    /** ioctl(2) with FIOCLEX or FIONCLEX says whether an exec closes the descriptor. */
    @Nullable
    FdInfo ioctl(Event event, ThreadInfo thread) {
        FdInfo fd = thread.descriptors.get((int) event.param(IoctlParams.FD, -1));
        long request = event.param(IoctlParams.REQUEST, 0) & 0xFFFFFFFFL;
        if (fd != null && event.result() >= 0 && (request == FIOCLEX || request == FIONCLEX)) {
            fd.closeOnExec = request == FIOCLEX;
            fd.closeOnExecIsSaid = false;
        }
        return fd;
    }

    /**
     * Descriptors that a message brought, SCM_RIGHTS of unix(7). The sender's message does not say which those were: they have
     * a number and nothing else, and what the number led to before is gone.
     */
    void received(Event event, ThreadInfo thread, int controlParam) {
        if (event.result() < 0 || !event.has(controlParam)) {
            return;
        }
        boolean narrow = event.has(Mark.COMPAT) || event.has(Mark.X32);
        int word = narrow ? Integer.BYTES : Long.BYTES;
        int header = word + 2 * Integer.BYTES;
        ByteBuffer control = ByteBuffer.wrap(event.buffer(), event.offset(controlParam), event.length(controlParam))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (control.remaining() >= header) {
            int at = control.position();
            long length = narrow ? control.getInt(at) : control.getLong(at);
            if (length < header) {
                return;
            }
            int here = (int) Math.min(length, control.remaining());
            if (control.getInt(at + word) == SOL_SOCKET && control.getInt(at + word + Integer.BYTES) == SCM_RIGHTS) {
                for (int fd = at + header; fd + Integer.BYTES <= at + here; fd += Integer.BYTES) {
                    thread.descriptors.put(FdInfo.of(control.getInt(fd), FdInfo.Kind.OTHER, event.sequence()));
                }
            }
            control.position(at + Math.min(here + word - 1 & -word, control.remaining()));
        }
    }

    void closedRange(Event event, ThreadInfo thread) {
        if (event.result() == 0) {
            long first = event.param(CloseRangeParams.FIRST, 0);
            long last = event.param(CloseRangeParams.LAST, 0);
            if ((event.param(CloseRangeParams.FLAGS, 0) & CLOSE_RANGE_UNSHARE) != 0) {
                thread.descriptors = thread.descriptors.copy();
            }
            if ((event.param(CloseRangeParams.FLAGS, 0) & CLOSE_RANGE_CLOEXEC) != 0) {
                thread.descriptors.closeOnExec(true, first, last);
            } else {
                thread.descriptors.removeRange(first, last);
            }
        }
    }
}
