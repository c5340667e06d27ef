package lanner.engine.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes and threads that there are, by their ids, and who takes whose place as a parent. */
final class ProcessTable {
    /** Against captures that make up processes without end. */
    private static final int MAX_THREADS = 1 << 20;

    /** About what a process, or a thread, takes with its table of descriptors; and a descriptor. */
    private static final long THREAD_BYTES = 600;

    private static final long DESCRIPTOR_BYTES = 120;

    /** The name of a process that the capture never introduced, as Falco has it. */
    private static final String UNKNOWN = "<NA>";

    private final Parents parents;
    private final IntMap<ThreadInfo> threads;
    private final IntMap<ProcessInfo> processes;
    /** Listed processes whose parent was not listed yet, by its id. */
    private final Map<Integer, List<ProcessInfo>> orphans = new HashMap<>();

    private int waiting;
    /** Of a copy, how many processes it has that have ended, as others' parents. */
    private int ended;

    /** Process 1 where the capture does not tell of it. */
    private final ProcessInfo unseenInit = new ProcessInfo(1);
    /** What all threads are that have no room. */
    private final ThreadInfo beyond = new ProcessInfo(0).leader;

    /** @param parents whom the children of a process that ended have as their parent */
    ProcessTable(Parents parents) {
        this.parents = parents;
        threads = new IntMap<>();
        processes = new IntMap<>();
        markInferred(unseenInit);
    }

    /** A copy of its own. */
    ProcessTable(ProcessTable from) {
        parents = from.parents;
        waiting = from.waiting;
        StateCopy copy = new StateCopy();
        copy.into(unseenInit, from.unseenInit);
        copy.into(beyond.process, from.beyond.process);
        processes = from.processes.copy(copy::of);
        threads = from.threads.copy(copy::of);
        from.orphans.forEach((parent, children) -> orphans.put(parent, copy.of(children)));
        ended = Math.max(0, copy.processes() - processes.size());
    }

    /** About how much memory this takes, in bytes; processes that have ended count in a copy alone. */
    long size() {
        Set<FdTable> tables = Collections.newSetFromMap(new IdentityHashMap<>());
        long[] descriptors = {0};
        threads.forEach(thread -> {
            if (tables.add(thread.descriptors)) {
                descriptors[0] += thread.descriptors.size();
            }
        });
        return THREAD_BYTES * threads.size()
                + THREAD_BYTES * processes.size()
                + THREAD_BYTES * ended
                + DESCRIPTOR_BYTES * descriptors[0];
    }

    private static void markInferred(ProcessInfo process) {
        process.inferred = true;
        process.comm = UNKNOWN;
        process.exe = UNKNOWN;
    }

    /** A thread by its id, or null. */
    @Nullable
    ThreadInfo thread(int tid) {
        return threads.get(tid);
    }

    /** A process by its id, or null. */
    @Nullable
    ProcessInfo process(int pid) {
        return processes.get(pid);
    }

    /** A thread that an event names and that nobody has introduced. */
    ThreadInfo infer(int tid) {
        if (threads.size() >= MAX_THREADS) {
            return beyond;
        }
        // A thread that executes a program after the first one ended takes that one's id.
        ProcessInfo process = processes.get(tid);
        if (process == null) {
            process = newProcess(tid);
            markInferred(process);
        }
        add(process.leader);
        return process.leader;
    }

    ProcessInfo newProcess(int pid) {
        ProcessInfo process = new ProcessInfo(pid);
        if (processes.size() < MAX_THREADS) {
            processes.put(pid, process);
        }
        return process;
    }

    void add(ThreadInfo thread) {
        if (threads.size() < MAX_THREADS) {
            ThreadInfo known = threads.get(thread.tid);
            if (known == null || known.process != thread.process) {
                thread.process.threads++;
            }
            threads.put(thread.tid, thread);
        }
    }

    void remove(ThreadInfo thread) {
        threads.remove(thread.tid);
        thread.process.threads--;
        if (thread.process.threads <= 0) {
            thread.process.leader.descriptors = new FdTable();
            if (processes.get(thread.process.pid) == thread.process) {
                processes.remove(thread.process.pid);
            }
            if (parents == Parents.ADOPTED) {
                thread.process.adopter = reaper(thread.process);
            }
        }
    }

    void removeOtherThreads(ProcessInfo process, ThreadInfo keep) {
        if (process.threads > 1) {
            List<ThreadInfo> others = new ArrayList<>();
            threads.forEach(thread -> {
                if (thread.process == process && thread != keep) {
                    others.add(thread);
                }
            });
            others.forEach(this::remove);
        }
    }

    /** As the kernel looks for one; null for none. */
    private @Nullable ProcessInfo reaper(ProcessInfo ended) {
        int steps = 0;
        for (ProcessInfo at = ended.parent(); at != null && steps++ < ProcessInfo.MAX_ANCESTORS; at = at.parent()) {
            if ((at.subreaper || at.vpid == 1) && processes.get(at.pid) == at) {
                return at;
            }
        }
        ProcessInfo init = processes.get(1);
        return ended.pid == 1 ? null : init == null ? unseenInit : init;
    }

    /** Follows what an event says of who takes over the children of a process that ended. */
    void adopt(ProcessInfo ended, int reaperTid) {
        ThreadInfo reaper = threads.get(reaperTid);
        if (parents == Parents.ADOPTED && ended.threads <= 0 && reaper != null && reaper.process != ended) {
            ended.adopter = reaper.process;
        }
    }

    /** Gives a listed process its parent, and those that were listed before it theirs: children may come first. */
    void introduce(ProcessInfo process) {
        process.parent = processes.get(process.ppid);
        if (process.parent == null && process.ppid > 0 && waiting < MAX_THREADS) {
            waiting++;
            orphans.computeIfAbsent(process.ppid, pid -> new ArrayList<>()).add(process);
        }
        List<ProcessInfo> children = orphans.remove(process.pid);
        if (children != null) {
            waiting -= children.size();
            for (ProcessInfo child : children) {
                if (child.parent == null && child.ppid == process.pid && child != process) {
                    child.parent = process;
                }
            }
        }
    }

    /** Whoever takes a parent's id from now on is not the parent. */
    void listed() {
        orphans.clear();
        waiting = 0;
    }

    void clear() {
        threads.clear();
        processes.clear();
        listed();
    }
}
