package lanner.behaviour.fact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import lanner.engine.state.EventContext;
import lanner.engine.state.ProcessInfo;
import org.jspecify.annotations.Nullable;

/** Makes examples of the event at hand. The text about a process is made once, until it runs another program. */
final class Scene {
    private static final int MOST_KEPT = 4096;
    private static final int MOST_LEVELS = 8;
    private static final int LONGEST_NAME = 40;

    private final IdentityHashMap<ProcessInfo, String> chains = new IdentityHashMap<>();
    private @Nullable EventContext context;
    /** The process of the first event; what is above it was there before the recording, and is left out. */
    private @Nullable ProcessInfo root;

    private int row;
    private int rowsLeft;

    /** @param rowsKept how many places of events are kept, in all tallies together */
    Scene(int rowsKept) {
        rowsLeft = rowsKept;
    }

    /** @param at the event's place among those of its recording */
    void move(EventContext next, int at) {
        context = next;
        row = at;
        if (root == null) {
            root = next.process();
        }
    }

    /** The place of the event at hand. */
    int row() {
        return row;
    }

    /** Whether there is room for a place; takes it. */
    boolean takesRow() {
        if (rowsLeft == 0) {
            return false;
        }
        rowsLeft--;
        return true;
    }

    /** A process runs another program now. */
    void forget(ProcessInfo process) {
        chains.remove(process);
    }

    Example example() {
        EventContext now = context;
        if (now == null) {
            throw new IllegalStateException("no event is at hand");
        }
        if (chains.size() > MOST_KEPT) {
            chains.clear();
        }
        String chain = chains.computeIfAbsent(now.process(), this::chain);
        return new Example(now.event().number(), now.event().time(), chain);
    }

    private String chain(ProcessInfo process) {
        Deque<String> names = new ArrayDeque<>();
        int level = 0;
        for (ProcessInfo at = process; at != null && level <= MOST_LEVELS; at = at.parent()) {
            if (level == MOST_LEVELS) {
                names.addFirst("...");
            } else if (!at.comm().isEmpty()) {
                String name = at.comm();
                names.addFirst(
                        (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + " " + at.pid());
            }
            level++;
            if (at == root) {
                break;
            }
        }
        return String.join(" > ", names);
    }
}
