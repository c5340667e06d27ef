package lanner.engine.state;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lanner.capture.event.AsyncParams;
import lanner.capture.event.BindParams;
import lanner.capture.event.ConnectParams;
import lanner.capture.event.ContainerParams;
import lanner.capture.event.DescriptorRecord;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FcntlParams;
import lanner.capture.event.FdParams;
import lanner.capture.event.GroupRecord;
import lanner.capture.event.IoctlParams;
import lanner.capture.event.ListenParams;
import lanner.capture.event.Mark;
import lanner.capture.event.MmsgParams;
import lanner.capture.event.ParamSpec;
import lanner.capture.event.ParamType;
import lanner.capture.event.PidfdGetfdParams;
import lanner.capture.event.PidfdOpenParams;
import lanner.capture.event.RecvfromParams;
import lanner.capture.event.RecvmsgParams;
import lanner.capture.event.SegmentHeaderRecord;
import lanner.capture.event.SendParams;
import lanner.capture.event.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * The machine as a capture tells it:
 *
 * <pre>
 * threads by id ─▶ process ─▶ image (comm, exe, arguments, session)
 *   │  │  │           └─────▶ parent ─▶ ...
 *   │  │  └▶ descriptors by number ─▶ file, socket, pipe, ...   shared as CLONE_FILES makes it
 *   │  └───▶ working directory, root                           shared as CLONE_FS makes it
 *   └──────▶ users, capabilities                               a thread's own
 * users, groups
 * </pre>
 *
 * For each record: {@link #apply} first, then fields are asked, then {@link #settle} takes away what an exit or a close
 * ends. What the capture never introduced gets an entry marked as inferred.
 */
public final class SystemState {
    private static final int EBADF = 9;

    /** Events that may change which processes there are, whose they are and in which container; and what users there are. */
    private static final Set<EventType> ABOUT_PROCESSES = EnumSet.of(
            EventType.CLONE,
            EventType.CLONE3,
            EventType.FORK,
            EventType.VFORK,
            EventType.EXECVE,
            EventType.EXECVEAT,
            EventType.SETUID,
            EventType.SETGID,
            EventType.SETREUID,
            EventType.SETREGID,
            EventType.SETRESUID,
            EventType.SETRESGID,
            EventType.SETNS,
            EventType.UNSHARE,
            EventType.CONTAINER,
            EventType.ASYNCEVENT,
            EventType.USERADDED,
            EventType.USERDELETED,
            EventType.GROUPADDED,
            EventType.GROUPDELETED);

    private static final String CONTAINER_REMOVED = "container_removed";
    private static final int[] FD_PARAMS = fdParams();
    private static final int[][] ALL_FD_PARAMS = allFdParams();

    /**
     * By the codes of types: whether an event was seen of which {@link #use} is all. Most events are of such a type, and need not go
     * through all that others may be. True is all that is ever written, whichever thread does.
     */
    private static final boolean[] PLAIN = new boolean[EventType.CODES];

    private final ProcessTable table;
    private final Containers containers = new Containers();
    private final EventContext context = new EventContext(this);
    private final ThreadInfo nobody = new ProcessInfo(0).leader;
    private final ProcessHandler processHandler;
    private final FdHandler fdHandler = new FdHandler();
    private final SocketHandler socketHandler = new SocketHandler();
    private ClusterState cluster = ClusterState.NONE;
    private String hostname = "";
    private boolean onArm;
    private long firstTime;
    private long previousTime;
    private long generation;
    private long nextSequence;
    private boolean snapshotIsNews = true;
    private boolean listing;
    private boolean imported;

    public SystemState() {
        this(Parents.AT_BIRTH);
    }

    /** @param parents whom the children of a process that ended have as their parent */
    public SystemState(Parents parents) {
        this.table = new ProcessTable(parents);
        this.processHandler = new ProcessHandler(this, table);
    }

    private SystemState(SystemState from) {
        table = new ProcessTable(from.table);
        processHandler = new ProcessHandler(this, table);
        processHandler.toldAs(from.processHandler);
        fdHandler.listedAs(from.fdHandler);
        containers.addAll(from.containers);
        cluster = from.cluster;
        hostname = from.hostname;
        onArm = from.onArm;
        firstTime = from.firstTime;
        previousTime = from.previousTime;
        generation = from.generation;
        nextSequence = from.nextSequence;
        snapshotIsNews = from.snapshotIsNews;
        imported = from.imported;
    }

    /**
     * The same state once more, for another replay to go on from: neither sees what the other takes in. Between an event that
     * was settled and the next record; several threads may copy a state that none changes.
     *
     * @throws IllegalStateException while a snapshot is read
     */
    public SystemState copy() {
        if (listing) {
            throw new IllegalStateException("a snapshot is copied behind its last record alone");
        }
        return new SystemState(this);
    }

    /**
     * About how much memory a {@link #copy} takes, in bytes. Of a copy it is what this one takes: processes that have ended, and are
     * parents of others, are counted as well.
     */
    public long size() {
        return table.size() + fdHandler.size() + containers.size();
    }

    /** A user of the recorded machine. */
    public record User(String name, String home, String shell) {}

    /** Takes one record in. */
    public void apply(Event event) {
        EventType type = event.type();
        if (PLAIN[type.code()] && !listing && firstTime != 0) {
            nextSequence = event.sequence() + 1;
            ThreadInfo thread = threadOf(event.tid());
            context.move(event, thread);
            if (thread.descriptors.hasSaid()) {
                seen(event, thread.descriptors);
            }
            use(event, thread);
            return;
        }
        move(event);
        if (type.kind() != EventType.Kind.SEGMENT) {
            handle(event, type, context.thread());
        }
    }

    /**
     * Takes in only what a record says of processes, users and containers: for those who ask nothing of descriptors. All
     * records of a source are taken in by this or all by {@link #apply}.
     */
    public void applyProcesses(Event event) {
        EventType type = event.type();
        if (type == EventType.DESCRIPTOR) {
            nextSequence = event.sequence() + 1;
            return;
        }
        move(event);
        if (ABOUT_PROCESSES.contains(type)) {
            handle(event, type, context.thread());
        }
    }

    /**
     * Takes in only what the header of a segment says, and moves to each event, of a thread that nothing is known of: for those
     * who ask for values of the record itself alone. All records of a source are taken in by this or all by another, and
     * settled by {@link #settleRecord}.
     */
    public void applyRecord(Event event) {
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            if (firstTime == 0) {
                firstTime = event.time();
                previousTime = event.time();
            }
            context.move(event, nobody);
        } else if (event.type() == EventType.SEGMENT_HEADER) {
            frame(event);
        }
    }

    /** Ends what {@link #applyRecord} began. */
    public void settleRecord(Event event) {
        if (event.type().kind() != EventType.Kind.SEGMENT) {
            previousTime = event.time();
        }
    }

    /** Moves to the thread of an event, which its birth may bring. */
    private void move(Event event) {
        EventType type = event.type();
        if (type.kind() == EventType.Kind.SEGMENT) {
            generation++;
            frame(event);
            nextSequence = event.sequence() + 1;
            return;
        }
        nextSequence = event.sequence() + 1;
        if (listing) {
            listing = false;
            fdHandler.listed();
            table.listed();
        }
        if (firstTime == 0) {
            firstTime = event.time();
            previousTime = event.time();
        }
        if (isBirth(type) && event.result() == 0) {
            generation++;
            processHandler.born(event);
        }
        context.move(event, type == EventType.PLUGINEVENT ? nobody : threadOf(event.tid()));
    }

    private static boolean isBirth(EventType type) {
        return type == EventType.CLONE || type == EventType.CLONE3 || type == EventType.FORK || type == EventType.VFORK;
    }

    private void handle(Event event, EventType type, ThreadInfo thread) {
        if (thread.descriptors.hasSaid()) {
            seen(event, thread.descriptors);
        }
        switch (type) {
            case CLONE, CLONE3, FORK, VFORK -> {
                if (event.result() > 0) {
                    generation++;
                    processHandler.announced(event);
                }
            }
            case EXECVE, EXECVEAT -> {
                generation++;
                processHandler.executed(event, thread);
            }
            case SETUID,
                    SETGID,
                    SETREUID,
                    SETREGID,
                    SETRESUID,
                    SETRESGID,
                    SETSID,
                    SETPGID,
                    CAPSET,
                    CHDIR,
                    CHROOT,
                    UNSHARE -> {
                generation++;
                processHandler.changed(event, thread);
            }
            case PRCTL -> processHandler.changed(event, thread);
            case FCHDIR, SETNS -> {
                generation++;
                processHandler.changed(event, thread);
                use(event, thread);
            }
            case OPEN, OPENAT, OPENAT2, CREAT, OPEN_BY_HANDLE_AT ->
                context.opened(returned(event), fdHandler.opened(event, thread));
            case DUP, DUP2, DUP3 -> context.descriptor(returned(event), fdHandler.duplicated(event, thread));
            case FCNTL -> context.descriptor(event.param(FcntlParams.FD, -1), fdHandler.controlled(event, thread));
            case IOCTL -> context.descriptor(event.param(IoctlParams.FD, -1), fdHandler.ioctl(event, thread));
            case PIDFD_OPEN -> {
                ProcessInfo process = processHandler.named((int) event.param(PidfdOpenParams.PID, 0), thread);
                context.descriptor(returned(event), fdHandler.opensProcess(event, thread, process));
            }
            case PIDFD_GETFD -> {
                long used = event.result() < 0 ? event.param(PidfdGetfdParams.PID_FD, -1) : event.result();
                context.descriptor(used, fdHandler.stolen(event, thread));
            }
            case PIPE, PIPE2 -> {
                FdInfo first = fdHandler.piped(event, thread);
                context.descriptor(first == null ? returned(event) : first.number(), first);
            }
            case SOCKET -> context.descriptor(returned(event), socketHandler.created(event, thread));
            case SOCKETPAIR -> {
                FdInfo first = socketHandler.paired(event, thread);
                context.descriptor(first == null ? returned(event) : first.number(), first);
            }
            case CONNECT ->
                context.descriptor(event.param(ConnectParams.FD, -1), socketHandler.connected(event, thread));
            case ACCEPT, ACCEPT4 -> context.descriptor(returned(event), socketHandler.accepted(event, thread));
            case BIND -> context.descriptor(event.param(BindParams.FD, -1), socketHandler.bound(event, thread));
            case LISTEN -> context.descriptor(event.param(ListenParams.FD, -1), socketHandler.listening(event, thread));
            case SENDTO, SENDMSG, SEND, RECV -> exchange(event, thread, SendParams.FD, SendParams.TUPLE);
            case RECVFROM -> exchange(event, thread, RecvfromParams.FD, RecvfromParams.TUPLE);
            case RECVMSG -> {
                exchange(event, thread, RecvmsgParams.FD, RecvmsgParams.TUPLE);
                fdHandler.received(event, thread, RecvmsgParams.MSGCONTROL);
            }
            case RECVMMSG -> {
                exchange(event, thread, MmsgParams.FD, MmsgParams.TUPLE);
                fdHandler.received(event, thread, MmsgParams.MSGCONTROL);
            }
            case SENDMMSG -> exchange(event, thread, MmsgParams.FD, MmsgParams.TUPLE);
            case CONTAINER -> {
                generation++;
                containers.learn(event.text(ContainerParams.JSON, "")).ifPresent(info -> {
                    context.container(info);
                    cluster.saw(info, event.time());
                });
            }
            case ASYNCEVENT -> {
                if (CONTAINER_REMOVED.equals(event.name())) {
                    generation++;
                    containers.forget(event.text(AsyncParams.DATA, "")).ifPresent(context::container);
                }
            }
            case USERADDED -> accountsOf(event, UserRecord.CONTAINER_ID).addUser(event);
            case USERDELETED -> accountsOf(event, UserRecord.CONTAINER_ID).removeUser(event);
            case GROUPADDED -> accountsOf(event, GroupRecord.CONTAINER_ID).addGroup(event);
            case GROUPDELETED -> accountsOf(event, GroupRecord.CONTAINER_ID).removeGroup(event);
            case CLOSE_RANGE -> fdHandler.closedRange(event, thread);
            default -> {
                if (FdHandler.isAnonymous(type)) {
                    context.descriptor(returned(event), fdHandler.anonymous(event, thread));
                } else {
                    if (type != EventType.PLUGINEVENT) {
                        PLAIN[type.code()] = true;
                    }
                    use(event, thread);
                }
            }
        }
    }

    private Accounts accountsOf(Event event, int containerParam) {
        generation++;
        return containers.accountsOf(event, containerParam);
    }

    private void exchange(Event event, ThreadInfo thread, int fdParam, int tupleParam) {
        context.descriptor(event.param(fdParam, -1), socketHandler.exchanged(event, thread, fdParam, tupleParam));
    }

    /** A call that the kernel was seen to make shows which descriptors are open, whatever the process has said of them. */
    private static void seen(Event event, FdTable descriptors) {
        if (event.has(Mark.INLINE) || event.result() == -EBADF) {
            return;
        }
        for (int param : ALL_FD_PARAMS[event.type().code()]) {
            if (event.has(param)) {
                descriptors.used((int) event.param(param, -1));
            }
        }
    }

    /** An event that uses a descriptor and changes nothing about it. */
    private void use(Event event, ThreadInfo thread) {
        int param = FD_PARAMS[event.type().code()];
        if (param >= 0 && event.has(param)) {
            long number = event.param(param, -1);
            context.descriptor(number, thread.descriptors.get((int) number));
        }
    }

    /** Takes away what the event ended; to be called after the fields were asked. */
    public void settle(Event event) {
        EventType type = event.type();
        if (type.kind() == EventType.Kind.SEGMENT) {
            return;
        }
        previousTime = event.time();
        if (context.fd() != null) {
            context.fd().nameChanged = false;
        }
        if (type == EventType.CLOSE && event.result() >= 0) {
            FdTable descriptors = context.thread().descriptors;
            int number = (int) event.param(FdParams.FD, -1);
            if (event.has(Mark.INLINE)) {
                descriptors.saidClosed(number);
            } else {
                descriptors.remove(number);
            }
        } else if (context.container() != null) {
            generation++;
        } else if (type == EventType.PROCEXIT) {
            generation++;
            processHandler.ended(event, context.thread());
        }
    }

    /** The number that a call returned, an error's where it failed, as in Falco; none where it did not return. */
    private static long returned(Event event) {
        return event.isResultKnown() ? event.result() : EventContext.NO_DESCRIPTOR;
    }

    /** For each row, the parameters that hold descriptors it is given. */
    private static int[][] allFdParams() {
        int[][] params = new int[EventType.CODES][];
        Arrays.fill(params, new int[0]);
        for (EventType type : EventType.values()) {
            List<ParamSpec> specs = type.params();
            int[] found = new int[specs.size()];
            int count = 0;
            for (int i = type.resultIsFirst() ? 1 : 0; i < specs.size(); i++) {
                if (specs.get(i).type() == ParamType.FD) {
                    found[count++] = i;
                }
            }
            params[type.code()] = Arrays.copyOf(found, count);
        }
        return params;
    }

    /** For each row, the parameter that holds the descriptor it uses; -1 for none. */
    private static int[] fdParams() {
        int[] params = new int[EventType.CODES];
        for (EventType type : EventType.values()) {
            int found = -1;
            boolean uses = type.is(EventType.Trait.USES_FD) || type.is(EventType.Trait.DESTROYS_FD);
            for (int i = type.resultIsFirst() ? 1 : 0;
                    uses && found < 0 && i < type.params().size();
                    i++) {
                ParamSpec spec = type.params().get(i);
                found = spec.type() == ParamType.FD ? i : -1;
            }
            params[type.code()] = found;
        }
        return params;
    }

    private void frame(Event event) {
        switch (event.type()) {
            case SEGMENT_HEADER -> {
                hostname = event.text(SegmentHeaderRecord.HOSTNAME, "");
                String machine = event.text(SegmentHeaderRecord.MACHINE, "");
                onArm = machine.startsWith("aarch64") || machine.startsWith("arm");
                imported = event.text(SegmentHeaderRecord.ATTRIBUTES, "").contains("imported_from=");
                // A segment that follows on the one before repeats what is known. Behind a hole nothing is.
                snapshotIsNews = event.sequence() != nextSequence || nextSequence == 0;
                if (snapshotIsNews && nextSequence != 0) {
                    table.clear();
                }
            }
            case PROCESS, DESCRIPTOR -> {
                listing = true;
                // One that names a thread was looked up for that thread's next call.
                if (snapshotIsNews || event.tid() != 0) {
                    snapshot(event);
                }
            }
            case USER -> containers.machine().addUser(event);
            case GROUP -> containers.machine().addGroup(event);
            case CONTAINER_FACTS -> {
                ContainerInfo own = new ContainerInfo(event);
                containers.own(own);
                cluster.saw(own, event.time());
            }
            default -> {
                // Addresses and the footer say nothing that an event needs.
            }
        }
    }

    private void snapshot(Event event) {
        if (event.type() == EventType.PROCESS) {
            if (ProcessHandler.isTold(event)) {
                generation++;
                processHandler.told(event);
            } else {
                processHandler.snapshot(event);
            }
            return;
        }
        ThreadInfo thread = event.tid() == 0 ? null : table.thread(event.tid());
        ProcessInfo process = table.process((int) event.param(DescriptorRecord.PID, 0));
        if (thread != null) {
            fdHandler.snapshot(event, thread);
        } else if (process != null) {
            fdHandler.snapshot(event, process.leader);
        }
    }

    /** Whether the capture came from another tool's. */
    boolean isImported() {
        return imported;
    }

    private ThreadInfo threadOf(int tid) {
        ThreadInfo thread = table.thread(tid);
        if (thread == null) {
            generation++;
            thread = table.infer(tid);
        }
        return thread;
    }

    public EventContext context() {
        return context;
    }

    /**
     * Changes whenever some process may have: its image, ids, directory, ancestors, end. While it stays the same, so does
     * whatever depends on processes alone.
     */
    public long generation() {
        return generation;
    }

    /** A thread by its id, or null. */
    public @Nullable ThreadInfo thread(int tid) {
        return table.thread(tid);
    }

    /** A process by its id, or null. */
    public @Nullable ProcessInfo process(int pid) {
        return table.process(pid);
    }

    /** A user as the process's container knows it; outside of containers, as the machine does. */
    public Optional<User> user(ProcessInfo process, long uid) {
        return containers.accountsOf(process).user(uid);
    }

    public Optional<String> group(ProcessInfo process, long gid) {
        return containers.accountsOf(process).group(gid);
    }

    /** The container that the recorder ran in, if it ran in one or was told something of it. */
    public Optional<ContainerInfo> container() {
        return containers.own();
    }

    /** What events said of a container, by the first twelve digits of its id; null when they said nothing. */
    public @Nullable ContainerInfo told(String id) {
        return containers.told(id);
    }

    /** What the cluster knows around the pods that the capture tells of; before the first record. */
    public void cluster(ClusterState state) {
        cluster = state;
    }

    public ClusterState cluster() {
        return cluster;
    }

    public String hostname() {
        return hostname;
    }

    /** Whether the capture was made on an ARM machine, of 64 bits or 32: some numbers differ from x86's. */
    public boolean isOnArm() {
        return onArm;
    }

    /** The time of the capture's first event; nanoseconds since the epoch. */
    public long firstTime() {
        return firstTime;
    }

    /** The time of the event before this one. */
    public long previousTime() {
        return previousTime;
    }
}
