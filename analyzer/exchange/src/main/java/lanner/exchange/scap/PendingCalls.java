package lanner.exchange.scap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have begun and not yet ended, one a thread. Bounded, against captures that make them up without end: all
 * are forgotten when they are too many.
 *
 * <p>A thread has a place by the low bits of its number. Only where two threads need the same place at a time, the one that
 * came first is moved to a map.
 */
final class PendingCalls {
    /** So many threads. */
    private static final int MAX = 1 << 16;

    /** So many bytes of their calls. */
    private static final long MAX_BYTES = 64 << 20;

    /** What is kept for calls to come is for usual ones. */
    private static final int MAX_SPARE_BYTES = 4096;

    private static final int PLACES = 1 << 8;

    private final @Nullable RawEvent[] places = new @Nullable RawEvent[PLACES];
    /** Whether the call at a place has not ended; one that has is there to be used again. */
    private final boolean[] waiting = new boolean[PLACES];

    private final Map<Long, RawEvent> moved = new HashMap<>();
    /** How many were moved from each place. */
    private final int[] movedFrom = new int[PLACES];

    private int size;
    private long bytes;

    private static int place(long tid) {
        return (int) tid & PLACES - 1;
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /**
     * Keeps a copy of the event that begins a call.
     *
     * @return how many calls were forgotten for it
     */
    int put(RawEvent event) {
        int place = place(event.tid);
        int forgotten = take(event.tid) == null ? 0 : 1;
        RawEvent copy = places[place];
        if (copy != null && waiting[place]) {
            moved.put(copy.tid, copy);
            movedFrom[place]++;
            copy = null;
        }
        if (copy == null) {
            copy = new RawEvent();
        }
        copy.keep(event);
        if (size >= MAX || bytes + copy.bytes.length > MAX_BYTES) {
            forgotten += size;
            clear();
        }
        places[place] = copy;
        waiting[place] = true;
        size++;
        bytes += copy.bytes.length;
        return forgotten;
    }

    /** Takes the call of a thread out; null when there is none. It is valid until the next is put. */
    @Nullable
    RawEvent take(long tid) {
        int place = place(tid);
        RawEvent found = places[place];
        if (found != null && waiting[place] && found.tid == tid) {
            waiting[place] = false;
            if (found.bytes.length > MAX_SPARE_BYTES) {
                places[place] = null;
            }
        } else {
            found = movedFrom[place] == 0 ? null : moved.remove(tid);
            if (found == null) {
                return null;
            }
            movedFrom[place]--;
        }
        size--;
        bytes -= found.bytes.length;
        return found;
    }

    /** Forgets all. */
    void clear() {
        Arrays.fill(places, null);
        Arrays.fill(waiting, false);
        Arrays.fill(movedFrom, 0);
        moved.clear();
        size = 0;
        bytes = 0;
    }
}
