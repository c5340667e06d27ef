package lanner.recorder.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Has every thread born once, with its maker, whatever the order of the stops. A new thread's first stop and its maker's
 * stop, which names it, come in either order (ptrace(2)); either thread may be killed before its own is seen. This class
 * decides and asks nobody, so that it is tested from tables of stops. The loop carries out what it answers.
 *
 * <pre>
 *  maker enters a clone ──▶ making ──▶ its stop names the child: born
 *                             │ └────▶ the call ends without one, or fails
 *                             └ killed before its stop: lost
 *
 *  child stops first ─────▶ stopped ─▶ named: born, let go on
 *                             │ └────▶ no thread that lives could still name it: an orphan, born of a lost maker if one fits
 *                             └ killed: ended ─▶ named: born, and its end told behind
 * </pre>
 */
final class Births {
    private static final long CLONE_PARENT = 0x00008000;

    /** Makers that were killed and may have made a thread, the newest; older ones have none that has not stopped yet. */
    private static final int MOST_LOST = 64;

    /**
     * A thread in a call of the clone family.
     *
     * @param flags clone(2)'s
     * @param call the call, once its thread has died in it; null before, and where it was not followed
     */
    record Maker(int tid, int pid, long flags, @Nullable Call call) {
        /** Whether it could have made this thread. */
        boolean couldMake(int child, Origin origin) {
            if (origin.pid() != child) {
                return origin.pid() == pid;
            }
            return origin.parent() == pid || (flags & CLONE_PARENT) != 0;
        }
    }

    /**
     * What the kernel says of a thread.
     *
     * @param pid the process that it belongs to
     * @param parent that process's parent
     */
    record Origin(int pid, int parent) {}

    /** How far a new thread has come when its birth can be told. */
    enum Stage {
        /** Its first stop is still to come. */
        UNSEEN,
        /** It has stopped and waits to be let go on. */
        STOPPED,
        /** It is on its way out. */
        ENDING,
        /** It is no more. */
        GONE
    }

    /**
     * A birth that can be told.
     *
     * @param status how the thread ends, encoded as wait(2) has it; means something from {@link Stage#ENDING} on
     */
    record Birth(Stage stage, int status) {}

    /** A thread that nobody can name any more, with its maker if that is known. */
    record Orphan(int tid, Optional<Maker> maker) {}

    private static final Birth UNSEEN = new Birth(Stage.UNSEEN, 0);

    private final Map<Integer, Maker> making = new HashMap<>();
    private final List<Maker> lost = new ArrayList<>();
    /** Threads that nobody has named yet. */
    private final Map<Integer, Birth> unnamed = new LinkedHashMap<>();

    /** A thread enters a call that may make another, or may be in such a call since before we looked. */
    void making(int tid, int pid, long flags) {
        making.put(tid, new Maker(tid, pid, flags, null));
    }

    /** A thread is in no such call any more. */
    void settled(int tid) {
        if (!making.isEmpty()) {
            making.remove(tid);
        }
    }

    /**
     * A thread ends; whether it has made another is not known if it was about to.
     *
     * @param call the call it is in; null for none
     */
    void makerEnded(int tid, @Nullable Call call) {
        Maker maker = making.isEmpty() ? null : making.remove(tid);
        if (maker != null) {
            if (lost.size() == MOST_LOST) {
                lost.remove(0);
            }
            lost.add(new Maker(tid, maker.pid(), maker.flags(), call));
        }
    }

    /** A thread that nobody has named stops for the first time. One that had its id before can be named no more. */
    void stopped(int child) {
        unnamed.put(child, new Birth(Stage.STOPPED, 0));
    }

    /** A thread that nobody has named is on its way out. */
    void ending(int child, int status) {
        unnamed.put(child, new Birth(Stage.ENDING, status));
    }

    /** A thread that nobody has named is no more. */
    void gone(int child, int status) {
        Birth known = unnamed.get(child);
        int why = known != null && known.stage() == Stage.ENDING ? known.status() : status;
        unnamed.put(child, new Birth(Stage.GONE, why));
    }

    /** A maker's stop names its child. */
    Birth named(int maker, int child) {
        settled(maker);
        Birth known = unnamed.remove(child);
        return known == null ? UNSEEN : known;
    }

    /**
     * Whether some threads may never be named: a maker died that could have, or they did. As long as neither is so, those
     * that wait are named soon.
     */
    boolean mayHaveOrphans() {
        return !unnamed.isEmpty()
                && (!lost.isEmpty() || unnamed.values().stream().anyMatch(birth -> birth.stage() != Stage.STOPPED));
    }

    /**
     * Takes out the threads that no maker alive could still name. Those among them that have ended never ran: nothing is
     * to be told of them.
     *
     * @param origins what the kernel says of a thread; null when it is gone
     */
    List<Orphan> orphans(IntFunction<Origin> origins) {
        List<Orphan> orphans = new ArrayList<>();
        for (Iterator<Map.Entry<Integer, Birth>> each = unnamed.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, Birth> entry = each.next();
            int child = entry.getKey();
            Origin origin = origins.apply(child);
            boolean expected = origin == null
                    ? !making.isEmpty()
                    : making.values().stream().anyMatch(maker -> maker.couldMake(child, origin));
            if (!expected) {
                each.remove();
                if (entry.getValue().stage() == Stage.STOPPED) {
                    orphans.add(new Orphan(child, lostMaker(child, origin)));
                }
            }
        }
        return orphans;
    }

    /** The one lost maker that fits: a thread's process is its maker's, a process's parent may have changed since. */
    private Optional<Maker> lostMaker(int child, Origin origin) {
        List<Maker> fitting = lost.stream()
                .filter(maker -> origin == null || origin.pid() == child || origin.pid() == maker.pid())
                .toList();
        if (fitting.size() != 1) {
            return Optional.empty();
        }
        lost.remove(fitting.get(0));
        return Optional.of(fitting.get(0));
    }
}
