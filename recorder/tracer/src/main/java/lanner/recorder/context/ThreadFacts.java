package lanner.recorder.context;

/**
 * What belongs to a thread and not to its process (proc(5)), ids as the recorder's user namespace has them. Texts are
 * bytes, one character a byte.
 */
public record ThreadFacts(
        String cwd, String root, long uid, long gid, long capInheritable, long capPermitted, long capEffective) {
    /** Whether a process's first thread has the same. */
    public boolean isLike(ProcessFacts process) {
        return cwd.equals(process.cwd())
                && root.equals(process.root())
                && uid == process.uid()
                && gid == process.gid()
                && capInheritable == process.capInheritable()
                && capPermitted == process.capPermitted()
                && capEffective == process.capEffective();
    }
}
