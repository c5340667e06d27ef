package lanner.engine.state;

/** Whom a process has as its parent after the one that made it has ended. */
public enum Parents {
    /** The one that made it, for good: the ancestry shows who started what. */
    AT_BIRTH,
    /**
     * The one that the kernel gave it to, as Falco has it: the nearest living ancestor that asked for orphans
     * ({@code PR_SET_CHILD_SUBREAPER}) or is its PID namespace's first process, else process 1.
     */
    ADOPTED
}
