package lanner.investigation.index;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import lanner.capture.CaptureReader;
import lanner.engine.state.SystemState;
import org.jspecify.annotations.Nullable;

/**
 * Where replays of a capture may begin: at its beginning, and behind some of the events that were replayed already, with the
 * state as it was there. A segment's own snapshot is no such place: what it lists was read from the kernel while the program ran,
 * and lacks what only earlier events say. For any number of threads.
 */
public final class ReplayMarks {
    /** So many events at least are between two marks: a replay of them takes a fraction of a second. */
    private static final long LEAST_SPACING = 1 << 17;

    /** No capture has so many events. */
    private static final long MOST_SPACING = 1L << 48;

    /** Marks take no more than about so many bytes. */
    private static final long MOST_BYTES = 24 << 20;

    private final Path capture;
    private final long leastSpacing;
    private final long mostBytes;
    /** By the number of events before each. */
    private final NavigableMap<Long, Mark> marks = new TreeMap<>();

    private long spacing;
    private long bytes;

    /** The state is never changed: a replay that begins there has a copy of it. */
    private record Mark(CaptureReader.Place place, SystemState state, long bytes) {}

    public ReplayMarks(Path capture) {
        this(capture, LEAST_SPACING, MOST_BYTES);
    }

    ReplayMarks(Path capture, long spacing, long mostBytes) {
        this.capture = capture;
        this.leastSpacing = spacing;
        this.mostBytes = mostBytes;
        this.spacing = spacing;
    }

    /** About how many bytes all marks take. */
    synchronized long bytes() {
        return bytes;
    }

    /** How many events at least are between two marks now. */
    synchronized long spacing() {
        return spacing;
    }

    /** Opens a replay that begins as near as can be before an event, by its number, and leaves marks on its way. */
    public CaptureReplay open(long number) throws IOException {
        Mark mark;
        synchronized (this) {
            Map.Entry<Long, Mark> before = marks.lowerEntry(number);
            mark = before == null ? null : before.getValue();
        }
        CaptureReplay replay = mark == null ? CaptureReplay.open(capture) : open(mark);
        replay.pause(leastSpacing, () -> add(replay));
        return replay;
    }

    private CaptureReplay open(Mark mark) throws IOException {
        try {
            return CaptureReplay.open(capture, mark.place(), mark.state().copy());
        } catch (NoSuchFileException e) {
            // A flight recorder has dropped that segment, and so the index begins anew as well.
            return CaptureReplay.open(capture);
        }
    }

    /** Whether a replay to an event begins nearer to it than behind another. */
    public synchronized boolean isNearer(long reached, long number) {
        Map.Entry<Long, Mark> before = marks.lowerEntry(number);
        return before != null && before.getKey() > reached;
    }

    private void add(CaptureReplay replay) {
        CaptureReader.Place place = replay.reader().place();
        synchronized (this) {
            Long before = marks.floorKey(place.events());
            Long behind = marks.ceilingKey(place.events());
            if (place.events() - (before == null ? 0 : before) < spacing
                    || behind != null && behind - place.events() < spacing) {
                return;
            }
        }
        // Asked first: a copy of a state that is too large would take the memory that nobody has.
        boolean tooLarge = replay.stateSize() > mostBytes;
        @Nullable SystemState state = tooLarge ? null : replay.copyState();
        long size = state == null ? 0 : state.size();
        synchronized (this) {
            if (state == null || size > mostBytes) {
                widen();
                return;
            }
            Mark replaced = marks.put(place.events(), new Mark(place, state, size));
            bytes += size - (replaced == null ? 0 : replaced.bytes());
            while (bytes > mostBytes && marks.size() > 1) {
                thinOut();
            }
        }
    }

    private void widen() {
        spacing = Math.min(spacing * 2, MOST_SPACING);
    }

    /** Leaves every other mark, and from then on twice as many events between two. */
    private void thinOut() {
        widen();
        boolean leave = false;
        for (var each = marks.values().iterator(); each.hasNext(); ) {
            Mark mark = each.next();
            if (!leave) {
                each.remove();
                bytes -= mark.bytes();
            }
            leave = !leave;
        }
    }
}
