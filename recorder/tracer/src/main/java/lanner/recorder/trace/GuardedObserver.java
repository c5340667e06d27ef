package lanner.recorder.trace;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lanner.capture.CaptureWriteException;
import lanner.capture.InlineLevel;
import lanner.recorder.inline.InlineRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the loop and its observer, so that nothing which happens there keeps the loop from letting a thread go
 * on. A capture that cannot be written ends the recording: nothing more is passed on then. Any other failure costs what
 * the one stop would have recorded, and is counted.
 */
final class GuardedObserver {
    private final TraceObserver observer;
    private final Runnable onFailure;
    private volatile @Nullable CaptureWriteException failure;
    private volatile long unserved;
    private @Nullable Throwable firstUnserved;

    /** @param onFailure run once, when the capture cannot be written any more */
    GuardedObserver(TraceObserver observer, Runnable onFailure) {
        this.observer = observer;
        this.onFailure = onFailure;
    }

    private interface Telling {
        void to(TraceObserver observer) throws CaptureWriteException;
    }

    /** Whether anything is still recorded. */
    boolean recording() {
        return failure == null;
    }

    /** What ended the recording before the program. */
    Optional<CaptureWriteException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Stops that could not be served. */
    long unserved() {
        return unserved;
    }

    /** Why the first of them could not. */
    Optional<Throwable> firstUnserved() {
        return Optional.ofNullable(firstUnserved);
    }

    /** Counts a stop that could not be served. */
    void unserved(Throwable reason) {
        // The one thread that writes it.
        long count = unserved + 1;
        unserved = count;
        if (firstUnserved == null) {
            firstUnserved = reason;
        }
    }

    void started(int tid) {
        tell(to -> to.started(tid));
    }

    void attached(Map<Integer, Set<Integer>> threads) {
        tell(to -> to.attached(threads));
    }

    /** Whether the exit of this call is wanted as well. */
    boolean enter(Call call) {
        if (!recording()) {
            return false;
        }
        try {
            return observer.enter(call);
        } catch (CaptureWriteException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            unserved(e);
        }
        return false;
    }

    /** Without an object a call: this and {@link #enter} are the common path. */
    void exit(Call call) {
        if (!recording() || call.silent) {
            return;
        }
        try {
            observer.exit(call);
        } catch (CaptureWriteException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            unserved(e);
        }
    }

    void interrupted(Call call) {
        if (!call.silent) {
            tell(to -> to.interrupted(call));
        }
    }

    void inline(Call call, InlineRecord record) {
        if (!recording()) {
            return;
        }
        try {
            observer.inline(call, record);
        } catch (CaptureWriteException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            unserved(e);
        }
    }

    void inlineAbandoned(Call call, InlineRecord record) {
        tell(to -> to.inlineAbandoned(call, record));
    }

    void inlineBegan(int tid, int pid, InlineLevel level) {
        tell(to -> to.inlineBegan(tid, pid, level));
    }

    void inlineEnded(int tid, int pid, String reason, long calls) {
        tell(to -> to.inlineEnded(tid, pid, reason, calls));
    }

    void abandoned(Call call) {
        if (!call.silent) {
            tell(to -> to.abandoned(call));
        }
    }

    void born(int parent, int child, int childPid, @Nullable Call parentCall) {
        tell(to -> to.born(parent, child, childPid, parentCall));
    }

    void executed(int pid, int formerTid, Call call) {
        tell(to -> to.executed(pid, formerTid, call));
    }

    void exiting(int tid, int pid, int status) {
        tell(to -> to.exiting(tid, pid, status));
    }

    void signal(int tid, int signal, int sender) {
        tell(to -> to.signal(tid, signal, sender));
    }

    private void tell(Telling telling) {
        if (!recording()) {
            return;
        }
        try {
            telling.to(observer);
        } catch (CaptureWriteException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            unserved(e);
        }
    }

    private void failed(CaptureWriteException e) {
        failure = e;
        onFailure.run();
    }
}
