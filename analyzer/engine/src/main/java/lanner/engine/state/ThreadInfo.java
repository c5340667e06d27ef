package lanner.engine.state;

/**
 * A thread, the kernel's task. Its image is its process's. Its credentials are its own; its directories and its
 * descriptors are those that CLONE_FS and CLONE_FILES made it share: with all of its process as a rule, with another
 * process or with nobody by exception (clone(2), unshare(2)).
 */
public final class ThreadInfo {
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

    /** What facts of a process hold for: the process while its threads are alike, else this thread alone. */
    public Object subject() {
        return process.divided ? this : process;
    }

    /** The id of {@link #subject}. */
    public int subjectId() {
        return process.divided ? tid : process.pid;
    }
}
