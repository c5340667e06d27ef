package lanner.engine.state;

/** A thread. What its process has is the process's; a thread has its ids and its name. */
public final class ThreadInfo {
    final int tid;
    ProcessInfo process;
    int vtid;

    ThreadInfo(int tid, ProcessInfo process) {
        this.tid = tid;
        this.process = process;
        this.vtid = tid;
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
}
