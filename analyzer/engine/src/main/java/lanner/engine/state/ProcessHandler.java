package lanner.engine.state;

import java.util.ArrayList;
import java.util.List;
import lanner.capture.ContainerId;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;

/**
 * Births, images, ends, and what a process changes about itself: clone(2), execve(2), setuid(2), chdir(2).
 *
 * <p>A name that a process gives itself, prctl(2) with PR_SET_NAME, becomes {@code proc.name} with its next clone or
 * execve, as Falco has it: what rules trust cannot be put on by a program that runs already. Its children bear it.
 */
final class ProcessHandler {
    private static final long CLONE_THREAD = FlagSets.CLONE_FLAGS.value("CLONE_THREAD");
    private static final long CLONE_FILES = FlagSets.CLONE_FLAGS.value("CLONE_FILES");
    private static final long NOBODY = 0xFFFFFFFFL;

    private final SystemState state;

    ProcessHandler(SystemState state) {
        this.state = state;
    }

    /** A process that was there when the segment began. */
    void snapshot(Event event) {
        int pid = (int) event.param(1, 0);
        int tid = (int) event.param(0, pid);
        ProcessInfo known = state.process(pid);
        if (tid != pid && known != null) {
            // Another thread of a process that has been listed.
            state.add(new ThreadInfo(tid, known));
            return;
        }
        // A thread that is listed before its process speaks for it until then.
        ProcessInfo process = known != null && known.provisional ? known : state.newProcess(pid);
        process.provisional = tid != pid;
        process.ppid = (int) event.param(2, 0);
        process.sid = (int) event.param(3, 0);
        process.pgid = (int) event.param(4, 0);
        process.vpid = (int) event.param(6, pid);
        process.vpgid = (int) event.param(7, 0);
        process.comm = text(event, 8, "");
        process.exe = text(event, 9, "");
        process.exepath = text(event, 10, "");
        process.arguments = ProcessInfo.items(event.text(11));
        process.environment = ProcessInfo.items(event.text(12));
        process.cwd = directory(text(event, 13, "/"));
        process.root = text(event, 14, "/");
        cgroups(process, event.text(15));
        process.uid = event.param(16, NOBODY);
        process.gid = event.param(17, NOBODY);
        process.loginuid = event.param(18, NOBODY);
        process.tty = event.param(19, 0);
        process.capInheritable = event.param(20, 0);
        process.capPermitted = event.param(21, 0);
        process.capEffective = event.param(22, 0);
        process.fdlimit = event.param(23, 0);
        process.startTime = event.param(24, 0);
        process.pidNamespaceStart = event.param(25, 0);
        process.exeIno = event.param(26, 0);
        process.exeCtime = event.param(27, 0);
        process.exeMtime = event.param(28, 0);
        process.flags = event.param(29, 0);
        process.forgetTexts();
        state.introduce(process);
        ThreadInfo thread = new ThreadInfo(pid, process);
        thread.vtid = (int) event.param(5, pid);
        state.add(thread);
        if (tid != pid) {
            state.add(new ThreadInfo(tid, process));
        }
    }

    /** Either side of a birth: the maker's with the new id as its result, the new thread's own with 0. */
    void born(Event event) {
        long result = event.result();
        if (result > 0) {
            if (state.thread((int) result) == null) {
                create((int) result, (event.param(15, 0) & CLONE_THREAD) != 0, event.tid(), event);
            }
            return;
        }
        if (result == 0) {
            boolean thread = (event.param(15, 0) & CLONE_THREAD) != 0;
            int maker = thread ? (int) event.param(4, event.tid()) : (int) event.param(5, 0);
            ThreadInfo there = state.thread(event.tid());
            if (there == null || there.process.ended || there.process.inferred) {
                create(event.tid(), thread, maker, event);
                there = state.thread(event.tid());
            }
            there.vtid = (int) event.param(18, event.tid());
            if (!thread) {
                ProcessInfo process = there.process;
                process.vpid = (int) event.param(19, process.pid);
                process.comm = text(event, 13, process.comm);
                process.uid = event.param(16, process.uid);
                process.gid = event.param(17, process.gid);
                process.forgetTexts();
            }
        }
    }

    private void create(int tid, boolean asThread, int makerTid, Event event) {
        ThreadInfo makerThread = state.thread(makerTid);
        ProcessInfo maker = makerThread == null ? state.process(makerTid) : makerThread.process;
        if (asThread && maker != null) {
            state.add(new ThreadInfo(tid, maker));
            return;
        }
        ProcessInfo process = state.newProcess(tid);
        process.startTime = event.time();
        if (maker != null) {
            process.inherit(maker);
            process.parent = maker;
            process.ppid = maker.pid;
            process.comm = text(event, 13, process.comm);
            boolean shared = (event.param(15, 0) & CLONE_FILES) != 0;
            process.descriptors = shared ? maker.descriptors : maker.descriptors.copy();
        } else {
            process.inferred = true;
            process.ppid = (int) event.param(5, 0);
            process.parent = state.process(process.ppid);
            process.exe = text(event, 1, "");
            process.arguments = ProcessInfo.items(event.text(2));
            process.comm = text(event, 13, "");
            process.cwd = directory(text(event, 6, "/"));
            cgroups(process, event.text(14));
        }
        state.add(new ThreadInfo(tid, process));
    }

    /** A new image. The other threads of the process are gone. */
    void executed(Event event, ThreadInfo thread) {
        ProcessInfo process = thread.process;
        if (event.result() != 0) {
            return;
        }
        state.removeOtherThreads(process, thread);
        int ppid = (int) event.param(5, process.ppid);
        if (process.parent == null || process.inferred) {
            process.ppid = ppid;
            process.parent = state.process(ppid);
        }
        process.exe = text(event, 1, process.exe);
        process.arguments = ProcessInfo.items(event.text(2));
        // Some writers could not tell the directory and left it empty.
        if (event.length(6) > 0) {
            process.cwd = directory(event.text(6));
        } else if (process.inferred) {
            process.cwd = "";
        }
        process.fdlimit = event.param(7, process.fdlimit);
        process.majorFaults = event.param(8, 0);
        process.minorFaults = event.param(9, 0);
        process.vmSize = event.param(10, 0);
        process.vmRss = event.param(11, 0);
        process.vmSwap = event.param(12, 0);
        process.comm = text(event, 13, process.comm);
        if (event.has(14)) {
            cgroups(process, event.text(14));
        }
        if (event.has(15)) {
            process.environment = ProcessInfo.items(event.text(15));
        }
        process.tty = event.param(16, process.tty);
        process.vpgid = (int) event.param(17, process.vpgid);
        process.loginuid = event.param(18, process.loginuid);
        process.flags = event.param(19, 0);
        process.capInheritable = event.param(20, process.capInheritable);
        process.capPermitted = event.param(21, process.capPermitted);
        process.capEffective = event.param(22, process.capEffective);
        process.exeIno = event.param(23, 0);
        process.exeCtime = event.param(24, 0);
        process.exeMtime = event.param(25, 0);
        process.uid = event.param(26, process.uid);
        process.exepath = text(event, 27, "");
        process.pgid = (int) event.param(28, process.pgid);
        process.gid = event.param(29, process.gid);
        process.forgetTexts();
        FdTable own = process.descriptors.copy();
        own.exec();
        process.descriptors = own;
    }

    void ended(ThreadInfo thread) {
        state.remove(thread);
    }

    void changed(Event event, ThreadInfo thread) {
        ProcessInfo process = thread.process;
        if (event.result() < 0) {
            return;
        }
        switch (event.type()) {
            case CHDIR -> {
                if (event.has(1)) {
                    process.cwd = directory(Paths.resolve(process.cwd, event.text(1)));
                }
            }
            case FCHDIR -> {
                FdInfo fd = process.descriptors.get((int) event.param(1, -1));
                if (fd != null) {
                    process.cwd = directory(fd.name);
                }
            }
            case CHROOT -> process.root = event.has(1) ? Paths.resolve(process.cwd, event.text(1)) : process.root;
            case SETUID, SETGID -> setId(event, process, 1);
            case SETREUID, SETREGID, SETRESUID, SETRESGID -> setId(event, process, 2);
            case SETSID -> {
                process.sid = process.pid;
                process.pgid = process.pid;
                process.vpgid = process.vpid;
                process.tty = 0;
            }
            case SETPGID -> {
                int pid = (int) event.param(1, 0);
                ProcessInfo target = pid == 0 || pid == process.pid ? process : state.process(pid);
                int pgid = (int) event.param(2, 0);
                if (target != null) {
                    target.pgid = pgid == 0 ? target.pid : pgid;
                    target.vpgid = target.pgid;
                }
            }
            case CAPSET -> {
                process.capInheritable = event.param(1, process.capInheritable);
                process.capPermitted = event.param(2, process.capPermitted);
                process.capEffective = event.param(3, process.capEffective);
            }
            default -> throw new IllegalArgumentException(event.type() + " does not change a process");
        }
    }

    private static void setId(Event event, ProcessInfo process, int param) {
        long id = event.param(param, NOBODY);
        if (id == NOBODY) {
            return;
        }
        if (event.type() == EventType.SETUID
                || event.type() == EventType.SETREUID
                || event.type() == EventType.SETRESUID) {
            process.uid = id;
        } else {
            process.gid = id;
        }
    }

    private static void cgroups(ProcessInfo process, String list) {
        process.cgroups = ProcessInfo.items(list);
        List<String> paths = new ArrayList<>();
        process.cgroups.forEach(item -> paths.add(item.substring(item.indexOf('=') + 1)));
        process.container = ContainerId.ofCgroups(paths).orElse(null);
    }

    private static String directory(String path) {
        String normal = Paths.normalize(path.isEmpty() ? "/" : path);
        return normal.endsWith("/") ? normal : normal + "/";
    }

    private static String text(Event event, int param, String otherwise) {
        return event.has(param) ? event.text(param) : otherwise;
    }
}
