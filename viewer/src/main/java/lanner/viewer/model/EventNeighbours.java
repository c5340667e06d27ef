package lanner.viewer.model;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;

/** The next event of a kind from the selected one, or the one before. For the JavaFX thread. */
public final class EventNeighbours {
    private static final int NO_ROW = Investigation.NO_ROW;

    private final Supplier<Events> events;
    private final SelectedEvent selected;
    private final EventQuery query;
    private final CaseNotes notes;

    EventNeighbours(Supplier<Events> events, SelectedEvent selected, EventQuery query, CaseNotes notes) {
        this.events = events;
        this.selected = selected;
        this.query = query;
        this.notes = notes;
    }

    /**
     * The next alert, or the one before: of those in view, of all if there is none in view in that direction.
     * {@link Investigation#NO_ROW} for none.
     */
    public int alert(boolean forwards) {
        return from(events.get().alerts().stream().mapToInt(AlertEntry::row), forwards);
    }

    /** The next bookmark, or the one before, likewise. */
    public int bookmark(boolean forwards) {
        return from(notes.bookmarkedRows().stream().mapToInt(Map.Entry::getKey), forwards);
    }

    private int from(IntStream ascending, boolean forwards) {
        int now = selected.row().get();
        int[] there = ascending.filter(row -> forwards ? row > now : row < now).toArray();
        int[] inView = Arrays.stream(there).filter(row -> !query.isHidden(row)).toArray();
        int[] best = inView.length > 0 ? inView : there;
        return best.length == 0 ? NO_ROW : best[forwards ? 0 : best.length - 1];
    }

    /**
     * The next event, or the one before, on the same descriptor of the same process, or of the same process alone;
     * {@link Investigation#NO_ROW} for none.
     */
    public int same(boolean forwards, boolean descriptor) {
        int from = selected.row().get();
        Events all = events.get();
        if (from < 0 || descriptor && all.fd(from) < 0) {
            return NO_ROW;
        }
        int process = all.image(all.imageId(from)).process();
        for (int row = from + (forwards ? 1 : -1); row >= 0 && row < all.rows(); row += forwards ? 1 : -1) {
            if (all.image(all.imageId(row)).process() == process && (!descriptor || all.fd(row) == all.fd(from))) {
                return row;
            }
        }
        return NO_ROW;
    }
}
