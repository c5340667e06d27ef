package lanner.investigation.entities;

import java.util.BitSet;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;

/** Which processes a tree shows: of those that are wanted each, and the ancestors that lead to it. */
public final class TreeNarrowing {
    private TreeNarrowing() {}

    /**
     * @param at a moment on the axis that a process must have been alive at
     * @param process one that counts as alive then; -1 for none
     */
    public static BitSet alive(Events events, long at, int process) {
        BitSet alive = new BitSet();
        for (int id = 0; id < events.processes(); id++) {
            alive.set(id, id == process || events.process(id).isAlive(at));
        }
        return alive;
    }

    /** Processes that raised an alert. */
    public static BitSet alerted(Events events) {
        BitSet alerted = new BitSet();
        for (int id = 0; id < events.processes(); id++) {
            alerted.set(id, events.process(id).alerts() > 0);
        }
        return alerted;
    }

    /** The same, and all above them. */
    public static BitSet withAncestors(Events events, BitSet wanted) {
        BitSet kept = new BitSet();
        for (int id = wanted.nextSetBit(0); id >= 0; id = wanted.nextSetBit(id + 1)) {
            // Once one is there those above it are.
            for (int up = id; up >= 0 && !kept.get(up); up = parent(events, up)) {
                kept.set(up);
            }
        }
        return kept;
    }

    private static int parent(Events events, int id) {
        ProcessEntry process = events.process(id);
        return process.parent() < events.processes() ? process.parent() : -1;
    }
}
