package lanner.engine.state;

import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.Openat2Params;

/**
 * A thread, the kernel's task. Its image is its process's. Its credentials are its own; its directories and its
 * descriptors are those that CLONE_FS and CLONE_FILES made it share: with all of its process as a rule, with another
 * process or with none by exception (clone(2), unshare(2)).
 */
public final class ThreadInfo {
    private static final int AT_FDCWD = -100;
    private static final long RESOLVE_IN_ROOT = FlagSets.OPENAT2_FLAGS.value("RESOLVE_IN_ROOT");

    final int tid;
    final ProcessInfo process;
    int vtid;
    FsInfo fs = new FsInfo();
    FdTable descriptors = new FdTable();
    Credentials credentials = Credentials.UNTOLD;
    /** Whether only its maker's event has told of it so far. */
    boolean announced;

    ThreadInfo(int tid, ProcessInfo process) {
        this.tid = tid;
        this.process = process;
        this.vtid = tid;
    }

    /** Takes over what a new thread has of its maker. */
    void inherit(ThreadInfo maker, boolean sharesFs, boolean sharesFiles) {
        fs = sharesFs ? maker.fs : maker.fs.copy();
        descriptors = sharesFiles ? maker.descriptors : maker.descriptors.copy();
        credentials = maker.credentials;
        process.noteDifference(this);
    }

    void credentials(Credentials changed) {
        credentials = changed;
        process.noteDifference(this);
    }

    public int tid() {
        return tid;
    }

    public int vtid() {
        return vtid;
    }

    public ProcessInfo process() {
        return process;
    }

    public boolean isMain() {
        return tid == process.pid;
    }

    /** The working directory, which ends with a slash. */
    public String cwd() {
        return fs.cwd;
    }

    /** The directory that is its root, as seen from outside. */
    public String root() {
        return fs.root;
    }

    /** The effective user; 4294967295 when the capture never gave one, -1 for one of a namespace with an unknown map. */
    public long uid() {
        return credentials.uid();
    }

    /** Whether {@link #uid} is a user's. */
    public boolean hasKnownUser() {
        return uid() >= 0 && uid() != Credentials.NONE;
    }

    /** The effective group, likewise. */
    public long gid() {
        return credentials.gid();
    }

    public long capInheritable() {
        return credentials.capInheritable();
    }

    public long capPermitted() {
        return credentials.capPermitted();
    }

    public long capEffective() {
        return credentials.capEffective();
    }

    public FdTable descriptors() {
        return descriptors;
    }

    /** The directory that a relative path starts from: the working directory for AT_FDCWD, else what a descriptor leads to. */
    public String directory(long dirfd) {
        if ((int) dirfd == AT_FDCWD) {
            return fs.cwd;
        }
        FdInfo fd = descriptors.get((int) dirfd);
        return fd == null ? "<UNKNOWN>" : fd.name;
    }

    /**
     * The directory that a relative path of a call starts from.
     *
     * @param dirfd the parameter with its descriptor; negative for the working directory
     */
    public String directory(Event event, int dirfd) {
        return directory(dirfd < 0 ? AT_FDCWD : event.param(dirfd, AT_FDCWD));
    }

    /**
     * The absolute path that its call names, put together as text: see {@link Paths}.
     *
     * @param path the parameter with the path; without one, or with an empty one, the directory is meant
     * @param dirfd the parameter with the directory it starts from; negative for the working directory
     */
    public String path(Event event, int path, int dirfd) {
        String raw = event.text(path, "");
        String from = directory(event, dirfd);
        return isRootedThere(event) ? Paths.within(from, raw) : Paths.resolve(from, raw);
    }

    /** Whether an openat2(2) takes the directory that it names as the root of its path: RESOLVE_IN_ROOT. */
    public static boolean isRootedThere(Event event) {
        return event.type() == EventType.OPENAT2 && (event.param(Openat2Params.RESOLVE, 0) & RESOLVE_IN_ROOT) != 0;
    }

    /** What facts of a process hold for: the process while its threads are alike, else this thread alone. */
    public Object subject() {
        return process.divided ? this : process;
    }

    /** The id of {@link #subject}. */
    public int subjectId() {
        return process.divided ? tid : process.pid;
    }
}
