package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.capture.event.EventEncoder;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;

/** Records as a recorder writes them, applied to a state one by one; asked about the last. */
final class History {
    static final long FS = flag("CLONE_FS");
    static final long FILES = flag("CLONE_FILES");
    static final long THREAD = flag("CLONE_THREAD");
    static final long PARENT = flag("CLONE_PARENT");
    static final long NEWUSER = flag("CLONE_NEWUSER");
    static final long NEWNS = flag("CLONE_NEWNS");
    /** What pthread_create(3) passes, as far as it matters here. */
    static final long PTHREAD = FS | FILES | THREAD;

    private static final int AT_FDCWD = -100;
    private static final int FROM_TID = EventType.PROCESS.indexOf("from_tid");

    private final SystemState state;
    private final EventEncoder encoder = new EventEncoder();
    private long sequence;
    private Event last;

    History() {
        this(Parents.AT_BIRTH);
    }

    History(Parents parents) {
        this.state = new SystemState(parents);
    }

    private static long flag(String name) {
        return FlagSets.CLONE_FLAGS.value(name);
    }

    SystemState state() {
        return state;
    }

    /** The thread of the last event. */
    ThreadInfo thread() {
        return state.context().thread();
    }

    /** The name of what the last event's descriptor leads to. */
    String fdName() {
        FdInfo fd = state.context().fd();
        return fd == null ? null : fd.name();
    }

    EventEncoder begin(EventType type, int tid) {
        if (last != null) {
            state.settle(last);
            last = null;
        }
        return encoder.begin(type, tid, 1_000 + sequence, 1 + sequence);
    }

    History apply() {
        Event event = new Event();
        int length = encoder.finish(sequence++);
        try {
            event.wrap(encoder.buffer().clone(), 0, length);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        state.apply(event);
        last = event;
        return this;
    }

    History listed(int pid, int parent, String comm, String cwd, String root) {
        begin(EventType.PROCESS, 0)
                .number(0, pid)
                .number(1, pid)
                .number(2, parent)
                .text(8, comm)
                .text(13, cwd)
                .text(14, root)
                .number(16, 0)
                .number(17, 0)
                .number(20, 0)
                .number(21, 0x1ff)
                .number(22, 0x1ff);
        return apply();
    }

    History listed(int pid, int parent, String comm) {
        return listed(pid, parent, comm, "/", "/");
    }

    /** What was looked up of a thread for its next event. */
    History told(int tid, int pid, long uid, long gid, long capabilities) {
        begin(EventType.PROCESS, tid)
                .number(0, tid)
                .number(1, pid)
                .number(16, uid)
                .number(17, gid)
                .number(20, 0)
                .number(21, capabilities)
                .number(22, capabilities);
        return apply();
    }

    /** Which thread the next event's thread comes from. */
    History from(int tid, int pid, int maker) {
        begin(EventType.PROCESS, tid).number(0, tid).number(1, pid).number(FROM_TID, maker);
        return apply();
    }

    /** A new thread's own event. */
    History born(int tid, int pid, int ptid, long flags, long uid) {
        begin(EventType.CLONE, tid)
                .number(3, tid)
                .number(4, pid)
                .number(5, ptid)
                .number(15, flags)
                .number(16, uid)
                .number(17, 0)
                .number(18, tid)
                .number(19, pid)
                .result(0);
        return apply();
    }

    /** The event of the thread that made it. */
    History made(int maker, int makerPid, int tid, long flags) {
        begin(EventType.CLONE, maker)
                .number(3, maker)
                .number(4, makerPid)
                .number(15, flags)
                .result(tid);
        return apply();
    }

    History exec(int pid, int ptid, String comm, String cwd, long uid) {
        begin(EventType.EXECVE, pid)
                .text(1, comm)
                .number(3, pid)
                .number(4, pid)
                .number(5, ptid)
                .text(6, cwd)
                .text(13, comm)
                .number(26, uid)
                .result(0);
        return apply();
    }

    History exit(int tid) {
        begin(EventType.PROCEXIT, tid).number(0, 0);
        return apply();
    }

    History chdir(int tid, String path) {
        begin(EventType.CHDIR, tid).text(1, path).result(0);
        return apply();
    }

    History chroot(int tid, String path) {
        begin(EventType.CHROOT, tid).text(1, path).result(0);
        return apply();
    }

    History setresuid(int tid, long uid) {
        begin(EventType.SETRESUID, tid)
                .number(1, 0xFFFFFFFFL)
                .number(2, uid)
                .number(3, 0xFFFFFFFFL)
                .result(0);
        return apply();
    }

    History unshare(int tid, long flags) {
        begin(EventType.UNSHARE, tid).number(1, flags).result(0);
        return apply();
    }

    History openat(int tid, String path, int fd) {
        return openat(tid, AT_FDCWD, path, fd);
    }

    History openat(int tid, int dirfd, String path, int fd) {
        begin(EventType.OPENAT, tid).number(1, dirfd).text(2, path).number(3, 1).result(fd);
        return apply();
    }

    History openat2(int tid, int dirfd, String path, long resolve, int fd) {
        begin(EventType.OPENAT2, tid)
                .number(1, dirfd)
                .text(2, path)
                .number(3, 1)
                .number(5, resolve)
                .result(fd);
        return apply();
    }

    History dup2(int tid, int from, int to) {
        begin(EventType.DUP2, tid).number(1, from).number(2, to).result(to);
        return apply();
    }

    History close(int tid, int fd) {
        begin(EventType.CLOSE, tid).number(1, fd).result(0);
        return apply();
    }

    History closeRange(int tid, long first, long last, long flags) {
        begin(EventType.CLOSE_RANGE, tid)
                .number(1, first)
                .number(2, last)
                .number(3, flags)
                .result(0);
        return apply();
    }

    /** Any event that uses a descriptor. */
    History fchmod(int tid, int fd) {
        begin(EventType.FCHMOD, tid).number(1, fd).number(2, 0644).result(0);
        return apply();
    }
}
