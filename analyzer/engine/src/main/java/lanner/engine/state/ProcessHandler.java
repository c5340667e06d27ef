package lanner.engine.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.ContainerId;
import lanner.capture.event.CloneParams;
import lanner.capture.event.CredentialParams;
import lanner.capture.event.Event;
import lanner.capture.event.ExecParams;
import lanner.capture.event.FdParams;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ImageParams;
import lanner.capture.event.PathParams;
import lanner.capture.event.PrctlParams;
import lanner.capture.event.ProcessRecord;
import lanner.capture.event.ProcexitParams;
import lanner.capture.event.SetnsParams;
import lanner.capture.event.SetpgidParams;
import lanner.capture.event.StateCommand;
import lanner.capture.event.UnshareParams;
import org.jspecify.annotations.Nullable;

/**
 * Births, images, ends, and what a process changes about itself: clone(2), execve(2), setuid(2), chdir(2).
 *
 * <p>A name that a process gives itself, prctl(2) with PR_SET_NAME, becomes {@code proc.name} with its next clone or
 * execve, as Falco has it: a running program cannot take a name that rules trust. Its children bear it.
 */
final class ProcessHandler {
    private static final long CLONE_THREAD = FlagSets.CLONE_FLAGS.value("CLONE_THREAD");
    private static final long CLONE_FILES = FlagSets.CLONE_FLAGS.value("CLONE_FILES");
    private static final long CLONE_FS = FlagSets.CLONE_FLAGS.value("CLONE_FS");
    private static final long CLONE_PARENT = FlagSets.CLONE_FLAGS.value("CLONE_PARENT");
    private static final long CLONE_NEWNS = FlagSets.CLONE_FLAGS.value("CLONE_NEWNS");
    private static final long CLONE_NEWUSER = FlagSets.CLONE_FLAGS.value("CLONE_NEWUSER");
    private static final long SUBREAPER = FlagSets.PRCTL_OPTIONS.value(StateCommand.PR_SET_CHILD_SUBREAPER.name());
    private static final String DELETED = " (deleted)";
    private static final int MOST_KNOWN_GROUPS = 256;

    private final SystemState state;
    private final ProcessTable table;

    /** The thread of the last record that belongs to the next event, that record's place, and whom it names. */
    private int toldTid;

    private long toldAt = -1;
    private int toldFrom;

    /** By the text of the event. Few differ: looking for the container costs more than all else of an exec. */
    private final Map<String, ControlGroups> knownGroups = new HashMap<>();

    ProcessHandler(SystemState state, ProcessTable table) {
        this.state = state;
        this.table = table;
    }

    /** Takes over what the last record told of the event that comes next. */
    void toldAs(ProcessHandler other) {
        toldTid = other.toldTid;
        toldAt = other.toldAt;
        toldFrom = other.toldFrom;
    }

    /** Whether a record is about one thread and belongs to the event behind it. */
    static boolean isTold(Event event) {
        return event.tid() != 0 && !event.has(ProcessRecord.COMM);
    }

    /** What the recorder looked up for a thread's event, which comes next: where it comes from, or what it has now. */
    void told(Event event) {
        toldTid = event.tid();
        toldAt = event.sequence();
        toldFrom = (int) event.param(ProcessRecord.FROM_TID, 0);
        ThreadInfo thread = table.thread(toldTid);
        if (thread == null || toldFrom != 0) {
            return;
        }
        if (event.has(ProcessRecord.ROOT)) {
            thread.fs.root = event.text(ProcessRecord.ROOT, "");
        }
        if (event.has(ProcessRecord.CWD)) {
            thread.fs.cwdFromOutside(event.text(ProcessRecord.CWD, ""));
        }
        facts(event, thread);
    }

    private static void facts(Event event, ThreadInfo thread) {
        Credentials now = thread.credentials;
        thread.credentials(new Credentials(
                event.param(ProcessRecord.UID, now.uid()),
                event.param(ProcessRecord.GID, now.gid()),
                event.param(ProcessRecord.CAP_INHERITABLE, now.capInheritable()),
                event.param(ProcessRecord.CAP_PERMITTED, now.capPermitted()),
                event.param(ProcessRecord.CAP_EFFECTIVE, now.capEffective()),
                false));
    }

    private boolean isTold(Event event, int tid) {
        return toldTid == tid && event.sequence() == toldAt + 1;
    }

    /** A process that was there when the segment began. */
    void snapshot(Event event) {
        int pid = (int) event.param(ProcessRecord.PID, 0);
        int tid = (int) event.param(ProcessRecord.TID, pid);
        ProcessInfo known = table.process(pid);
        if (tid != pid && known != null) {
            // Another thread of a process that has been listed. It shares all but what is told of it.
            listed(event, new ThreadInfo(tid, known));
            return;
        }
        // A thread that is listed before its process speaks for it until then.
        ProcessInfo process = known != null && known.provisional ? known : table.newProcess(pid);
        process.provisional = tid != pid;
        process.ppid = (int) event.param(ProcessRecord.PTID, 0);
        process.sid = (int) event.param(ProcessRecord.SID, ProcessInfo.UNKNOWN);
        process.pgid = (int) event.param(ProcessRecord.PGID, ProcessInfo.UNKNOWN);
        process.vpid = (int) event.param(ProcessRecord.VPID, pid);
        process.vpgid = (int) event.param(ProcessRecord.VPGID, ProcessInfo.UNKNOWN);
        process.comm = event.text(ProcessRecord.COMM, "");
        process.exe = event.text(ProcessRecord.EXE, "");
        process.exepath = executable(event.text(ProcessRecord.EXEPATH, ""));
        process.arguments = ProcessInfo.items(event.text(ProcessRecord.ARGS, ""));
        process.environment = ProcessInfo.items(event.text(ProcessRecord.ENV, ""));
        process.leader.fs.root = event.text(ProcessRecord.ROOT, "/");
        process.leader.fs.cwdFromOutside(event.text(ProcessRecord.CWD, "/"));
        cgroups(process, event.text(ProcessRecord.CGROUPS, ""));
        process.leader.credentials = Credentials.UNTOLD;
        facts(event, process.leader);
        process.loginuid = event.param(ProcessRecord.LOGINUID, Credentials.NONE);
        process.tty = event.param(ProcessRecord.TTY, 0);
        process.fdlimit = event.param(ProcessRecord.FDLIMIT, 0);
        process.startTime = event.param(ProcessRecord.START_TIME, 0);
        process.pidNamespaceStart = event.param(ProcessRecord.PIDNS_INIT_START_TS, 0);
        process.exeIno = event.param(ProcessRecord.EXE_INO, 0);
        process.exeCtime = event.param(ProcessRecord.EXE_INO_CTIME, 0);
        process.exeMtime = event.param(ProcessRecord.EXE_INO_MTIME, 0);
        process.flags = event.param(ProcessRecord.FLAGS, 0);
        process.forgetTexts();
        table.introduce(process);
        process.leader.vtid = (int) event.param(ProcessRecord.VTID, pid);
        table.add(process.leader);
        if (tid != pid) {
            listed(event, new ThreadInfo(tid, process));
        }
    }

    private void listed(Event event, ThreadInfo thread) {
        ThreadInfo leader = thread.process.leader;
        thread.inherit(leader, true, true);
        if (event.has(ProcessRecord.CWD) && event.has(ProcessRecord.ROOT) && !event.has(ProcessRecord.COMM)) {
            FsInfo own = new FsInfo();
            own.root = event.text(ProcessRecord.ROOT, "");
            own.cwdFromOutside(event.text(ProcessRecord.CWD, ""));
            if (!own.cwd.equals(leader.fs.cwd) || !own.root.equals(leader.fs.root)) {
                thread.fs = own;
            }
            facts(event, thread);
        }
        thread.vtid = (int) event.param(ProcessRecord.VTID, thread.tid);
        table.add(thread);
    }

    /**
     * A maker's event, with the new id as its result. It counts only where the new thread's own has not come yet: they
     * come in either order, and the thread may have ended between them.
     */
    void announced(Event event) {
        int tid = (int) event.result();
        ThreadInfo maker = table.thread(event.tid());
        if (maker != null) {
            maker.vtid = (int) event.param(CloneParams.VTID, maker.vtid);
        }
        boolean meansAnother = maker != null && isInInnerNamespace(maker);
        boolean late = maker != null && maker.process.announcesLate(tid);
        if (meansAnother || late || table.thread(tid) != null) {
            return;
        }
        long flags = event.param(CloneParams.FLAGS, 0);
        ThreadInfo thread = create(tid, (flags & CLONE_THREAD) != 0 ? pidOf(event) : tid, maker, event);
        thread.announced = true;
    }

    /** Of a maker's event: its process. */
    private int pidOf(Event event) {
        ThreadInfo maker = table.thread(event.tid());
        return maker == null ? (int) event.param(ImageParams.PID, event.tid()) : maker.process.pid;
    }

    /** A new thread's own event, with the result 0: it says what is so. */
    void born(Event event) {
        int tid = event.tid();
        int ownPid = (int) event.param(ImageParams.PID, tid);
        long flags = event.param(CloneParams.FLAGS, 0);
        int pid = (flags & CLONE_THREAD) != 0 || ownPid != tid ? ownPid : tid;
        ThreadInfo maker = maker(event, pid == tid ? (int) event.param(ImageParams.PTID, 0) : pid);
        ThreadInfo there = table.thread(tid);
        if (there != null && there.announced && isFrom(there, maker, pid, flags)) {
            there.announced = false;
        } else {
            if (maker != null && !isInInnerNamespace(maker)) {
                maker.process.awaitAnnouncement(tid);
            }
            there = create(tid, pid, maker, event);
        }
        there.vtid = (int) event.param(CloneParams.VTID, tid);
        if (!isTold(event, tid)) {
            there.credentials(there.credentials.withIds(
                    event.param(CloneParams.UID, there.uid()), event.param(CloneParams.GID, there.gid())));
        }
        if (pid == tid) {
            ownImage(event, there.process, (flags & CLONE_PARENT) != 0 && !isTold(event, tid));
        }
    }

    private static void ownImage(Event event, ProcessInfo process, boolean makerUnknown) {
        process.vpid = (int) event.param(CloneParams.VPID, process.pid);
        process.comm = event.text(ImageParams.COMM, process.comm);
        if (makerUnknown) {
            // The parent that the event names did not make it: CLONE_PARENT. What it has of its maker is in the event.
            process.exe = event.text(ImageParams.EXE, process.exe);
            process.arguments = ProcessInfo.items(event.text(ImageParams.ARGS, ""));
            process.leader.fs.cwdFromOutside(event.text(ImageParams.CWD, process.leader.fs.cwd));
        }
        process.forgetTexts();
    }

    /** Whether the ids that a thread's calls return are those of a namespace below the recorder's. */
    private static boolean isInInnerNamespace(ThreadInfo thread) {
        return thread.vtid != thread.tid;
    }

    /** The thread that made the one whose own event this is: as the recorder told, else the first of its process. */
    private @Nullable ThreadInfo maker(Event event, int makerPid) {
        ThreadInfo told = isTold(event, event.tid()) ? table.thread(toldFrom) : null;
        if (told != null) {
            return told;
        }
        ThreadInfo thread = table.thread(makerPid);
        ProcessInfo process = table.process(makerPid);
        return thread != null ? thread : process == null ? null : process.leader;
    }

    /**
     * Whether a thread that was announced is the one whose own event this is. Who lost its parent meanwhile has another
     * by now; who has another while the parent lives was not made by it.
     */
    private boolean isFrom(ThreadInfo there, @Nullable ThreadInfo maker, int pid, long flags) {
        ProcessInfo parent = there.process.parent;
        boolean sameMaker = maker == null
                || (flags & CLONE_PARENT) != 0
                || parent == null
                || parent == maker.process
                || table.process(parent.pid) != parent;
        return there.process.pid == pid && (there.tid != pid || sameMaker);
    }

    /** Puts a new thread into the tables, in place of any that had its id. */
    private ThreadInfo create(int tid, int pid, @Nullable ThreadInfo maker, Event event) {
        ThreadInfo stale = table.thread(tid);
        if (stale != null) {
            table.remove(stale);
        }
        long flags = event.param(CloneParams.FLAGS, 0);
        if (tid != pid) {
            ProcessInfo process = maker != null && maker.process.pid == pid ? maker.process : table.process(pid);
            if (process == null) {
                process = unseen(pid, event);
            }
            ThreadInfo thread = new ThreadInfo(tid, process);
            ThreadInfo from = maker != null && maker.process == process ? maker : process.leader;
            // An imported event of a thread's own may lack CLONE_FS: its driver writes only what it can see.
            thread.inherit(from, (flags & CLONE_FS) != 0 || state.isImported(), (flags & CLONE_FILES) != 0);
            table.add(thread);
            return thread;
        }
        if (maker == null) {
            ProcessInfo process = unseen(pid, event);
            process.startTime = event.time();
            table.add(process.leader);
            return process.leader;
        }
        ProcessInfo process = table.newProcess(pid);
        process.startTime = event.time();
        process.inherit(maker.process);
        process.comm = event.text(ImageParams.COMM, process.comm);
        process.leader.inherit(maker, (flags & CLONE_FS) != 0, (flags & CLONE_FILES) != 0);
        if ((flags & CLONE_NEWUSER) != 0) {
            process.leader.credentials(process.leader.credentials.inForeignNamespace());
        }
        boolean sibling = (flags & CLONE_PARENT) != 0 && (event.result() > 0 || isTold(event, tid));
        process.parent = sibling ? maker.process.parent : maker.process;
        process.ppid = sibling ? maker.process.ppid : maker.process.pid;
        table.add(process.leader);
        return process.leader;
    }

    /** A process that the capture tells of for the first time by one of its own threads. */
    private ProcessInfo unseen(int pid, Event event) {
        ProcessInfo process = table.newProcess(pid);
        process.inferred = true;
        process.ppid = (int) event.param(ImageParams.PTID, 0);
        process.parent = table.process(process.ppid);
        process.exe = event.text(ImageParams.EXE, "");
        process.arguments = ProcessInfo.items(event.text(ImageParams.ARGS, ""));
        process.comm = event.text(ImageParams.COMM, "");
        process.vpid = (int) event.param(CloneParams.VPID, pid);
        process.leader.fs.cwd = FsInfo.directory(event.text(ImageParams.CWD, "/"));
        process.leader.credentials = Credentials.UNTOLD.withIds(
                event.param(CloneParams.UID, Credentials.NONE), event.param(CloneParams.GID, Credentials.NONE));
        cgroups(process, event.text(ImageParams.CGROUPS, ""));
        return process;
    }

    /** A new image. The other threads of the process are gone. */
    void executed(Event event, ThreadInfo thread) {
        ProcessInfo process = thread.process;
        if (event.result() != 0) {
            return;
        }
        ThreadInfo caller = isTold(event, thread.tid) ? table.thread(toldFrom) : null;
        if (caller != null && caller.process == process) {
            thread.fs = caller.fs;
            thread.descriptors = caller.descriptors;
            thread.credentials = caller.credentials;
        }
        table.removeOtherThreads(process, thread);
        process.divided = false;
        process.unannounced.clear();
        int ppid = (int) event.param(ImageParams.PTID, process.ppid);
        if (process.parent == null || process.inferred) {
            process.ppid = ppid;
            process.parent = table.process(ppid);
        }
        process.exe = event.text(ImageParams.EXE, process.exe);
        process.arguments = ProcessInfo.items(event.text(ImageParams.ARGS, ""));
        // Some writers could not tell the directory and left it empty.
        if (event.length(ImageParams.CWD) > 0) {
            thread.fs.cwdFromOutside(event.text(ImageParams.CWD, ""));
        } else if (process.inferred) {
            thread.fs.cwd = "";
        }
        process.fdlimit = event.param(ImageParams.FDLIMIT, process.fdlimit);
        process.majorFaults = event.param(ImageParams.PGFT_MAJ, 0);
        process.minorFaults = event.param(ImageParams.PGFT_MIN, 0);
        process.vmSize = event.param(ImageParams.VM_SIZE, 0);
        process.vmRss = event.param(ImageParams.VM_RSS, 0);
        process.vmSwap = event.param(ImageParams.VM_SWAP, 0);
        process.comm = event.text(ImageParams.COMM, process.comm);
        if (event.has(ImageParams.CGROUPS)) {
            cgroups(process, event.text(ImageParams.CGROUPS, ""));
        }
        if (event.has(ExecParams.ENV)) {
            process.environment = ProcessInfo.items(event.text(ExecParams.ENV, ""));
        }
        process.tty = event.param(ExecParams.TTY, process.tty);
        process.vpgid = (int) event.param(ExecParams.VPGID, process.vpgid);
        process.loginuid = event.param(ExecParams.LOGINUID, process.loginuid);
        process.flags = event.param(ExecParams.FLAGS, 0);
        process.exeIno = event.param(ExecParams.EXE_INO, 0);
        process.exeCtime = event.param(ExecParams.EXE_INO_CTIME, 0);
        process.exeMtime = event.param(ExecParams.EXE_INO_MTIME, 0);
        process.exepath = event.has(ExecParams.TRUSTED_EXEPATH) && event.length(ExecParams.TRUSTED_EXEPATH) > 0
                ? executable(event.text(ExecParams.TRUSTED_EXEPATH, ""))
                // Captures before Falco 0.33 say only what was asked for.
                : event.has(ExecParams.FILENAME)
                        ? Paths.resolve(thread.fs.cwd, event.text(ExecParams.FILENAME, ""))
                        : "";
        process.pgid = (int) event.param(ExecParams.PGID, process.pgid);
        Credentials before = thread.credentials;
        thread.credentials(
                before.withIds(event.param(ExecParams.UID, before.uid()), event.param(ExecParams.GID, before.gid()))
                        .withCapabilities(
                                event.param(ExecParams.CAP_INHERITABLE, before.capInheritable()),
                                event.param(ExecParams.CAP_PERMITTED, before.capPermitted()),
                                event.param(ExecParams.CAP_EFFECTIVE, before.capEffective())));
        process.forgetTexts();
        thread.descriptors = thread.descriptors.copy();
        thread.descriptors.exec();
    }

    void ended(Event event, ThreadInfo thread) {
        table.remove(thread);
        table.adopt(thread.process, (int) event.param(ProcexitParams.REAPER_TID, 0));
    }

    void changed(Event event, ThreadInfo thread) {
        if (event.result() < 0) {
            return;
        }
        ProcessInfo process = thread.process;
        switch (event.type()) {
            case CHDIR -> {
                if (event.has(PathParams.PATH)) {
                    thread.fs.chdir(event.text(PathParams.PATH, ""));
                }
            }
            case FCHDIR -> {
                FdInfo fd = thread.descriptors.get((int) event.param(FdParams.FD, -1));
                if (fd != null) {
                    thread.fs.cwd = FsInfo.directory(fd.name);
                }
            }
            case CHROOT -> {
                if (event.has(PathParams.PATH)) {
                    thread.fs.chroot(event.text(PathParams.PATH, ""));
                }
            }
            case SETUID, SETREUID, SETRESUID, SETGID, SETREGID, SETRESGID, CAPSET -> {
                if (!isTold(event, thread.tid)) {
                    thread.credentials(asked(event, thread.credentials));
                }
            }
            case UNSHARE -> unshared(event, thread);
            case SETNS -> entered(event, thread);
            case PRCTL -> {
                if (event.param(PrctlParams.OPTION, 0) == SUBREAPER) {
                    process.subreaper = event.param(PrctlParams.ARG2_INT, 0) != 0;
                }
            }
            case SETSID -> {
                process.sid = process.pid;
                process.pgid = process.pid;
                process.vpgid = process.vpid;
                process.tty = 0;
            }
            case SETPGID -> {
                int pid = (int) event.param(SetpgidParams.PID, 0);
                int vpgid = (int) event.param(SetpgidParams.PGID, 0);
                ProcessInfo target = named(pid, thread);
                ProcessInfo leader = vpgid == 0 || vpgid == pid ? target : named(vpgid, thread);
                if (target != null) {
                    // A group may have outlived its leader.
                    target.vpgid = leader == null ? vpgid : leader.vpid;
                    target.pgid = leader == null ? isInInnerNamespace(thread) ? target.pgid : vpgid : leader.pid;
                }
            }
            default -> throw new IllegalArgumentException(event.type() + " does not change a process");
        }
    }

    /**
     * The process that a thread's call names by an id of its namespace, 0 for its own. In a namespace below the recorder's
     * only itself and its ancestors are found; null for others.
     */
    @Nullable
    ProcessInfo named(int pid, ThreadInfo thread) {
        if (pid == 0) {
            return thread.process;
        }
        if (!isInInnerNamespace(thread)) {
            return table.process(pid);
        }
        int steps = 0;
        for (ProcessInfo at = thread.process; at != null && steps++ < ProcessInfo.MAX_ANCESTORS; at = at.parent) {
            if (at.vpid == pid) {
                return at;
            }
        }
        return null;
    }

    /** The credentials that a call asked for, where those after the call were not recorded. */
    private static Credentials asked(Event event, Credentials before) {
        return switch (event.type()) {
            case SETUID -> before.withUid(event.param(CredentialParams.UID, Credentials.NONE));
            case SETREUID, SETRESUID -> before.withUid(event.param(CredentialParams.EUID, Credentials.NONE));
            case SETGID -> before.withGid(event.param(CredentialParams.GID, Credentials.NONE));
            case SETREGID, SETRESGID -> before.withGid(event.param(CredentialParams.EGID, Credentials.NONE));
            case CAPSET ->
                before.withCapabilities(
                        event.param(CredentialParams.CAP_INHERITABLE, before.capInheritable()),
                        event.param(CredentialParams.CAP_PERMITTED, before.capPermitted()),
                        event.param(CredentialParams.CAP_EFFECTIVE, before.capEffective()));
            default -> throw new IllegalArgumentException(event.type() + " does not change credentials");
        };
    }

    /** unshare(2): new namespaces of mounts or users take a file system context of one's own with them. */
    private void unshared(Event event, ThreadInfo thread) {
        long flags = event.param(UnshareParams.FLAGS, 0);
        if ((flags & (CLONE_FS | CLONE_NEWNS | CLONE_NEWUSER)) != 0) {
            thread.fs = thread.fs.copy();
        }
        if ((flags & CLONE_FILES) != 0) {
            thread.descriptors = thread.descriptors.copy();
        }
        if ((flags & CLONE_NEWUSER) != 0 && !isTold(event, thread.tid)) {
            thread.credentials(thread.credentials.inForeignNamespace());
        }
        thread.process.noteDifference(thread);
    }

    /** setns(2): who enters a namespace of mounts stands in its root. */
    private void entered(Event event, ThreadInfo thread) {
        if (isTold(event, thread.tid)) {
            return;
        }
        long type = event.param(SetnsParams.NSTYPE, 0);
        if ((type & CLONE_NEWNS) != 0) {
            thread.fs = new FsInfo();
            thread.process.noteDifference(thread);
        }
        if ((type & CLONE_NEWUSER) != 0) {
            thread.credentials(thread.credentials.inForeignNamespace());
        }
    }

    private void cgroups(ProcessInfo process, String list) {
        ControlGroups groups = knownGroups.get(list);
        if (groups == null) {
            groups = ControlGroups.of(list);
            if (knownGroups.size() == MOST_KNOWN_GROUPS) {
                knownGroups.clear();
            }
            knownGroups.put(list, groups);
        }
        process.cgroups = groups.items();
        process.container = groups.container();
    }

    /** The control groups of a process, and the container that they tell. */
    private record ControlGroups(
            List<String> items, @Nullable ContainerId container) {
        static ControlGroups of(String list) {
            List<String> items = ProcessInfo.items(list);
            List<String> paths = items.stream()
                    .map(item -> item.substring(item.indexOf('=') + 1))
                    .toList();
            return new ControlGroups(items, ContainerId.ofCgroups(paths).orElse(null));
        }
    }

    /** The path of a program; /proc marks one whose file was removed, proc(5). */
    private static String executable(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }
}
