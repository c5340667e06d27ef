package lanner.recorder.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.OsException;
import lanner.recorder.os.Ptrace;

/**
 * Attaches to processes that are there already, with all their threads and all their descendants. Threads may be born
 * meanwhile: those of attached threads are followed by the kernel, the rest is found by looking again until a look finds
 * nothing new.
 */
public final class Attachment {
    private static final int MOST_LOOKS = 100;

    private final Ptrace ptrace;
    private final ProcFiles files;
    private final int self = (int) ProcessHandle.current().pid();
    private final Map<Integer, Set<Integer>> threads = new TreeMap<>();
    private final Map<Integer, String> refused = new TreeMap<>();

    public Attachment(Ptrace ptrace, ProcFiles files) {
        this.ptrace = ptrace;
        this.files = files;
    }

    /** A process that cannot be attached to, and why. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /**
     * Attaches from the calling thread, which has to be the tracer's.
     *
     * @throws RefusedException when one of the processes named cannot be attached to; {@link #threads} are those attached
     *     to before it
     */
    public void to(List<Integer> pids) throws RefusedException {
        for (int pid : pids) {
            if (pid == self) {
                throw new RefusedException("process " + pid + " is this recorder itself");
            }
        }
        boolean found = true;
        for (int look = 0; found && look < MOST_LOOKS; look++) {
            found = false;
            for (int pid : withDescendants(pids)) {
                // The first thread last: once it is traced, signals that the process ignores wake the others.
                for (int tid : files.threads(pid)) {
                    found |= tid != pid && attach(pid, tid, pids.contains(pid));
                }
                found |= attach(pid, pid, pids.contains(pid));
            }
        }
        for (int pid : pids) {
            if (!threads.containsKey(pid)) {
                throw new RefusedException("there is no process " + pid);
            }
        }
    }

    /**
     * The threads of each process that is attached to, all asked to stop. {@link TraceLoop} has to serve these stops, be it
     * only to let the threads go: what they wait in would be interrupted.
     */
    public Map<Integer, Set<Integer>> threads() {
        return threads;
    }

    /** Descendants that could not be attached to, and why. */
    public Map<Integer, String> refused() {
        return refused;
    }

    private boolean attach(int pid, int tid, boolean named) throws RefusedException {
        Set<Integer> known = threads.getOrDefault(pid, Set.of());
        if (known.contains(tid) || refused.containsKey(tid)) {
            return false;
        }
        int tracer = files.tracer(tid);
        if (tracer == self) {
            // Born of a thread that is followed: the kernel has attached it.
            return false;
        }
        try {
            ptrace.attach(tid);
            ptrace.interrupt(tid);
        } catch (OsException e) {
            if (e.errno() != OsException.ESRCH) {
                String reason = reason(pid, tid, tracer, e);
                boolean ended = files.isEnded(tid);
                // A process goes on when its first thread has ended, as long as there are others.
                boolean goesOn = ended && threads.containsKey(pid);
                if (named && tid == pid && !goesOn) {
                    throw new RefusedException(reason);
                }
                if (!ended) {
                    refused.put(tid, reason);
                }
            }
            return false;
        }
        threads.computeIfAbsent(pid, each -> new TreeSet<>()).add(tid);
        return true;
    }

    private String reason(int pid, int tid, int tracer, OsException e) {
        String start = "process " + pid + " cannot be attached to: ";
        if (tracer > 0) {
            return start + "it is traced by process " + tracer + " already";
        }
        if (files.isEnded(tid)) {
            return start + "it has ended and waits for its parent";
        }
        return start + e.getMessage() + "; that takes the same user and kernel.yama.ptrace_scope 0, or CAP_SYS_PTRACE";
    }

    private Set<Integer> withDescendants(List<Integer> pids) {
        Map<Integer, Set<Integer>> children = new HashMap<>();
        for (Map.Entry<Integer, Integer> each : files.parents().entrySet()) {
            children.computeIfAbsent(each.getValue(), parent -> new TreeSet<>()).add(each.getKey());
        }
        Set<Integer> all = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(pids);
        while (!open.isEmpty()) {
            int pid = open.remove();
            if (pid != self && all.add(pid)) {
                open.addAll(children.getOrDefault(pid, Set.of()));
            }
        }
        return all;
    }
}
