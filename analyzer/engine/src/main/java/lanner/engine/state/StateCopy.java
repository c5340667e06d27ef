package lanner.engine.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies processes, threads and what they have, so that neither side sees what the other changes. Where two share
 * something, their copies share its copy. Values that never change are shared between both sides. For one copy of one state.
 */
final class StateCopy {
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    /** Processes whose copy is still empty: a chain of parents can be too long to follow by calls. */
    private final ArrayDeque<ProcessInfo> empty = new ArrayDeque<>();

    private int processes;

    /** How many processes were copied, those that ended and are somebody's parent included. */
    int processes() {
        return processes;
    }

    /** Has a process copied into one that is there already. */
    void into(ProcessInfo copy, ProcessInfo process) {
        copies.put(process, copy);
        processes++;
        empty.add(process);
        fill();
    }

    ThreadInfo of(ThreadInfo thread) {
        ProcessInfo process = of(thread.process);
        if (thread == thread.process.leader) {
            return process.leader;
        }
        ThreadInfo known = (ThreadInfo) copies.get(thread);
        if (known != null) {
            return known;
        }
        ThreadInfo copy = new ThreadInfo(thread.tid, process);
        copies.put(thread, copy);
        fill(copy, thread);
        fill();
        return copy;
    }

    ProcessInfo of(ProcessInfo process) {
        ProcessInfo copy = shell(process);
        fill();
        return copy;
    }

    List<ProcessInfo> of(List<ProcessInfo> processes) {
        List<ProcessInfo> made = new ArrayList<>(processes.size());
        for (ProcessInfo process : processes) {
            made.add(of(process));
        }
        return made;
    }

    private ProcessInfo shell(ProcessInfo process) {
        ProcessInfo known = (ProcessInfo) copies.get(process);
        if (known != null) {
            return known;
        }
        ProcessInfo copy = new ProcessInfo(process.pid);
        copies.put(process, copy);
        processes++;
        empty.add(process);
        return copy;
    }

    private @Nullable ProcessInfo shellOrNull(@Nullable ProcessInfo process) {
        return process == null ? null : shell(process);
    }

    private void fill() {
        for (ProcessInfo process = empty.poll(); process != null; process = empty.poll()) {
            ProcessInfo copy = shell(process);
            process.copyTo(copy, shellOrNull(process.parent), shellOrNull(process.adopter));
            fill(copy.leader, process.leader);
        }
    }

    private void fill(ThreadInfo copy, ThreadInfo thread) {
        copy.vtid = thread.vtid;
        copy.credentials = thread.credentials;
        copy.announced = thread.announced;
        copy.fs = (FsInfo) copies.computeIfAbsent(thread.fs, fs -> thread.fs.copy());
        FdTable known = (FdTable) copies.get(thread.descriptors);
        if (known == null) {
            known = thread.descriptors.copy();
            copies.put(thread.descriptors, known);
            known.forAll(fd -> fd.process = shellOrNull(fd.process));
        }
        copy.descriptors = known;
    }
}
