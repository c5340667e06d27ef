package lanner.recorder.recording;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lanner.capture.event.EventType;
import lanner.capture.event.FlagSets;
import lanner.capture.event.ParamType;
import lanner.recorder.trace.Call;

/**
 * Descriptors that are open for sure, because their making was seen and nothing since may have closed them. Closing such
 * a one succeeds: its event can be written at the entry, and half the cost of a close is saved. What is not known for
 * sure is not in here; then the call is seen to its end.
 */
final class OpenDescriptors {
    private static final int HIGHEST = 1 << 16;
    private static final long CLOSE_RANGE_UNSHARE = 1 << 1;
    private static final long CLONE_VM = FlagSets.CLONE_FLAGS.value("CLONE_VM");
    private static final long CLONE_FILES = FlagSets.CLONE_FLAGS.value("CLONE_FILES");
    private static final long CLONE_THREAD = FlagSets.CLONE_FLAGS.value("CLONE_THREAD");

    private final Map<Integer, BitSet> open = new HashMap<>();

    /**
     * Processes of which one number may stand for several descriptors, or which are closed unseen by another process or a
     * ring, or which tell themselves what they closed.
     */
    private final Set<Integer> unknowable = new HashSet<>();

    /** Whether this close, at its entry, closes a descriptor that is open for sure; it is not afterwards. */
    boolean closes(Call call) {
        BitSet known = open.get(call.pid);
        int fd = (int) call.args[0];
        if (known == null || fd < 0 || !known.get(fd)) {
            return false;
        }
        known.clear(fd);
        return true;
    }

    /** A call has ended. */
    void ended(Call call, EventType event) {
        switch (event) {
            case EXECVE, EXECVEAT -> {
                if (call.result == 0) {
                    forget(call.pid);
                }
            }
            case CLOSE_RANGE -> {
                open.remove(call.pid);
                if ((call.args[2] & CLOSE_RANGE_UNSHARE) != 0) {
                    loseTrack(call.pid);
                }
            }
            case IO_URING_SETUP, UNSHARE -> loseTrack(call.pid);
            default -> {
                if (call.result >= 0
                        && call.result < HIGHEST
                        && event.is(EventType.Trait.CREATES_FD)
                        && event.params().get(0).type() == ParamType.FD
                        && !unknowable.contains(call.pid)) {
                    open.computeIfAbsent(call.pid, pid -> new BitSet()).set((int) call.result);
                }
            }
        }
    }

    /**
     * A thread or process was made.
     *
     * @param flags clone's, as the capture has them
     */
    void born(int maker, int child, long flags) {
        boolean shares = (flags & CLONE_FILES) != 0;
        boolean isThread = (flags & CLONE_THREAD) != 0;
        if (shares != isThread) {
            // Two processes with one table, or a thread with a table of its own.
            loseTrack(maker);
            loseTrack(child);
        } else if ((flags & CLONE_VM) != 0 && unknowable.contains(maker)) {
            loseTrack(child);
        }
    }

    /** From here on a process records calls itself: it may keep back that it closed something. */
    void recordsItself(int pid) {
        loseTrack(pid);
    }

    private void loseTrack(int pid) {
        open.remove(pid);
        unknowable.add(pid);
    }

    /** A process has ended, or has a new image: its table is its own again. */
    void forget(int pid) {
        open.remove(pid);
        unknowable.remove(pid);
    }
}
