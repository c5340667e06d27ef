package lanner.recorder.trace;

import java.util.Optional;
import lanner.recorder.context.ProcFiles;
import lanner.recorder.os.Signals;
import org.jspecify.annotations.Nullable;

/** Serves births: tells each thread's maker and process, and has it begin. {@link Births} decides when that can be. */
final class Family {
    private final GuardedObserver observer;
    private final Followed followed;
    private final Births births;
    private final CloneCalls clones;
    private final UntracedClones untraced;
    private final Ends ends;
    private final Resumer resumer;
    private final ProcFiles files;
    private final Signals signals;

    Family(
            Kernel kernel,
            GuardedObserver observer,
            Followed followed,
            Births births,
            CloneCalls clones,
            UntracedClones untraced,
            Ends ends,
            Resumer resumer) {
        this.observer = observer;
        this.followed = followed;
        this.births = births;
        this.clones = clones;
        this.untraced = untraced;
        this.ends = ends;
        this.resumer = resumer;
        this.files = kernel.files();
        this.signals = kernel.signals();
    }

    /** A maker's stop, which names its child. */
    Step birth(Tracee maker, Stop.Birth stop) {
        int child = stop.child();
        if (child > 0) {
            Births.Birth birth = births.named(maker.tid(), child);
            untraced.made(maker.tid(), child);
            untraced.giveBack(maker.tid());
            if (followed.get(child) == null) {
                // Told now: when the child stops, its maker may be in another call.
                born(child, birth, maker);
            }
        }
        return Step.ON;
    }

    /** What happened to a thread that is not known. */
    Step unknown(Stop stop) {
        int tid = stop.tid();
        if (stop instanceof Stop.Ended ended) {
            births.gone(tid, ended.status());
            return Step.STAY;
        }
        if (stop instanceof Stop.Halt) {
            // It stopped before its maker's stop was seen: it waits until that names it.
            births.stopped(tid);
            return Step.STAY;
        }
        if (stop instanceof Stop.Last last) {
            births.ending(tid, Math.max(0, last.status()));
            return Step.RUN;
        }
        adopt(new Births.Orphan(tid, Optional.empty()));
        return Step.STAY;
    }

    /** Has threads begin that nobody can name any more. */
    void adoptOrphans() {
        if (births.mayHaveOrphans()) {
            births.orphans(this::origin).forEach(this::adopt);
        }
    }

    private void born(int tid, Births.Birth birth, Tracee maker) {
        boolean thread = signals.isThreadOf(maker.pid(), tid);
        boolean there = thread || signals.isThreadOf(tid, tid);
        int pid = thread || !there && clones.makesThread(maker.call()) ? maker.pid() : tid;
        Tracee child = followed.begin(maker.tid(), tid, pid);
        observer.born(maker.tid(), tid, pid, maker.inCall() ? maker.call() : null);
        if (birth.stage() == Births.Stage.STOPPED) {
            begin(child);
        } else if (birth.stage() == Births.Stage.ENDING) {
            ends.tell(child, birth.status());
        } else if (birth.stage() == Births.Stage.GONE || !there) {
            // Without a stop of its own only SIGKILL can have ended it.
            ends.tell(child, birth.stage() == Births.Stage.GONE ? birth.status() : WaitStatus.SIGKILL);
            followed.forget(tid);
        }
    }

    /** What a thread belongs to that nobody can name is asked of /proc. */
    private void adopt(Births.Orphan orphan) {
        int tid = orphan.tid();
        int pid = files.threadGroup(tid).orElse(tid);
        int maker = orphan.maker().map(Births.Maker::tid).orElse(0);
        Tracee child = followed.begin(maker, tid, pid);
        if (files.seccompFilters(tid) > 1) {
            // Whatever its maker was.
            child.supervise();
        }
        observer.born(maker, tid, pid, orphan.maker().map(Births.Maker::call).orElse(null));
        begin(child);
    }

    private void begin(Tracee child) {
        untraced.giveBack(child.tid());
        followed.begins(child);
        resumer.resume(child.tid(), Step.ON);
    }

    private Births.@Nullable Origin origin(int tid) {
        Optional<Integer> parent = files.parent(tid);
        return files.threadGroup(tid)
                .flatMap(pid -> parent.map(of -> new Births.Origin(pid, of)))
                .orElse(null);
    }
}
