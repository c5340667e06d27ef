package lanner.viewer.model;

import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.TextSearch;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;
import lanner.viewer.task.Pace;
import org.jspecify.annotations.Nullable;

/** A text that is looked for in the events in view, and the rows that show it. For the JavaFX thread. */
public final class FoundText {
    private final Workspace workspace;
    private final JobRunner jobs;
    private final Supplier<Events> events;
    private final EventQuery query;
    private final SelectedEvent selected;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RowSet> rows = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final Pace pace = new Pace();
    private @Nullable Job search;

    FoundText(Workspace workspace, JobRunner jobs, Supplier<Events> events, EventQuery query, SelectedEvent selected) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.events = events;
        this.query = query;
        this.selected = selected;
        query.settled().addListener((property, before, now) -> search());
        query.context().addListener((property, before, now) -> search());
    }

    /** What is looked for, as a person typed it; empty for nothing. */
    public ReadOnlyStringProperty text() {
        return text.getReadOnlyProperty();
    }

    /** The rows that show it so far; null while nothing is looked for. */
    public ReadOnlyObjectProperty<RowSet> rows() {
        return rows.getReadOnlyProperty();
    }

    /** How many rows that are; grows while they are looked for. */
    public ReadOnlyIntegerProperty count() {
        return count.getReadOnlyProperty();
    }

    /** Whether rows are still being looked through. */
    public boolean isSearching() {
        return search != null && search.isRunning();
    }

    /** Looks for a text, in a background job; empty for nothing. */
    public void find(String wanted) {
        text.set(wanted);
        search();
    }

    private void search() {
        stop();
        RowSet in = query.context().get()
                ? RowSet.all(events.get())
                : query.settled().get();
        count.set(0);
        if (text.get().isEmpty() || in == null) {
            // A filter that runs says when it is done.
            search = null;
            rows.set(null);
            return;
        }
        TextSearch wanted = new TextSearch(workspace, JsonText.latin(text.get()));
        RowSet into = TextSearch.none(events.get());
        rows.set(into);
        Job[] own = new Job[1];
        own[0] = jobs.start("find", progress -> wanted.run(in, into, progress), whole -> {
            if (search == own[0]) {
                search = null;
                count.set(into.size());
                // Once more for those who wait for the end.
                rows.set(null);
                rows.set(into);
            }
        });
        search = own[0];
    }

    /** Ends the search that runs; what was found stays. */
    public void stop() {
        if (search != null) {
            search.cancel();
        }
    }

    /** Looks now and then whether more was found. */
    void grow() {
        if (rows.get() != null && (count.get() == 0 || pace.isDue())) {
            // The first ones at once.
            count.set(rows.get().size());
        }
    }

    /**
     * The next row that shows the text, or the one before, in the order of the table; from its end the search goes on at its
     * other end. {@link Investigation#NO_ROW} for none.
     *
     * @param here whether the selected row may be it
     */
    public int next(boolean forwards, boolean here) {
        RowSet found = rows.get();
        int size = found == null ? 0 : found.size();
        if (size == 0) {
            return Investigation.NO_ROW;
        }
        int from = selected.row().get();
        if (here && found.contains(from)) {
            return from;
        }
        RowOrder order = query.order().get();
        if (order != null) {
            return next(found, order, from, forwards);
        }
        int place = forwards ? found.placeOf(from + 1) : found.placeOf(Math.max(0, from)) - 1;
        return found.row(Math.floorMod(place, size));
    }

    private static int next(RowSet found, RowOrder order, int from, boolean forwards) {
        int size = order.size();
        int start = from < 0 ? 0 : order.placeOf(from);
        for (int step = 1; step <= size; step++) {
            int row = order.row(Math.floorMod(start + (forwards ? step : -step), size));
            if (found.contains(row)) {
                return row;
            }
        }
        return Investigation.NO_ROW;
    }
}
