package lanner.recorder.context;

/** What belongs to a thread and not to its process (proc(5)). Texts are bytes, one character a byte. */
public record ThreadFacts(String cwd, String root, ThreadRights rights) {
    /** Whether a process's first thread has the same. */
    public boolean isLike(ProcessFacts process) {
        return cwd.equals(process.surroundings().cwd())
                && root.equals(process.surroundings().root())
                && rights.equals(process.rights());
    }
}
