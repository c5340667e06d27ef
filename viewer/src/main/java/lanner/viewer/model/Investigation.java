package lanner.viewer.model;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;
import org.jspecify.annotations.Nullable;

/**
 * What all screens of open captures share: the events, which grow while they are indexed, and one of each of the query, the
 * event at hand, the stretch of time in view and the case. For the JavaFX thread.
 */
public final class Investigation {
    /** In the place of a row: none. */
    public static final int NO_ROW = -1;

    private static final double GOOD_DEAL = 1.3;
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Workspace workspace;
    private final JobRunner jobs;
    private final Settings settings;
    private final Consumer<String> troubles;

    private final ReadOnlyObjectWrapper<Events> events = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper indexed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper indexingOver = new ReadOnlyBooleanWrapper();
    private final TimeWindow time;
    private final CaseNotes notes;
    private final EventQuery query;
    private final SelectedEvent selected;
    private final EventNeighbours neighbours;
    private long grown;
    private @Nullable Job indexing;

    /** @param troubles takes a sentence about what cannot be done */
    public Investigation(
            Workspace workspace, CaseFile caseFile, JobRunner jobs, Settings settings, Consumer<String> troubles) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.settings = settings;
        this.troubles = troubles;
        events.set(workspace.events());
        time = new TimeWindow(events::get);
        notes = new CaseNotes(caseFile, workspace.captures().size(), events::get, troubles);
        query = new EventQuery(workspace, jobs, events::get, indexed::get, notes, troubles);
        selected = new SelectedEvent(workspace, jobs, events::get, time);
        neighbours = new EventNeighbours(events::get, selected, query, notes);
    }

    /** Which events are in view, and in what order. */
    public EventQuery query() {
        return query;
    }

    /** The selected event. */
    public SelectedEvent selected() {
        return selected;
    }

    /** The stretch of time in view. */
    public TimeWindow time() {
        return time;
    }

    /** Bookmarks and decisions. */
    public CaseNotes notes() {
        return notes;
    }

    /** Where the next alert is, and the like. */
    public EventNeighbours neighbours() {
        return neighbours;
    }

    /** Begins to index; the panes see rows as they come. */
    public void begin(Runnable whenDone) {
        indexing = jobs.start(
                "indexing",
                progress -> workspace.index(progress),
                whole -> indexingEnded(whole, whenDone),
                () -> indexingEnded(false, whenDone));
    }

    private void indexingEnded(boolean whole, Runnable whenDone) {
        int before = selected.row().get();
        int now = renumber(workspace.events());
        indexed.set(whole);
        indexingOver.set(true);
        grow();
        query.resort();
        if (now < 0 && total.get() > 0 && events.get().alerts().isEmpty()) {
            selected.select(0);
        } else if (now == before && now >= 0) {
            selected.read(now);
        }
        whenDone.run();
    }

    /** Takes other events, in which the same event may have another row; answers the row of the selected event. */
    private int renumber(Events others) {
        Events old = events.get();
        int atHand = selected.moved(old, others);
        if (old != others) {
            selected.renumber(old, others);
        }
        boolean all = time.isAll();
        events.set(others);
        if (all) {
            // Of several captures the first one's time was whole until the others came.
            time.showAll();
        }
        query.reset();
        selected.row().set(atHand);
        return atHand;
    }

    /** Looks whether there are more rows. Called with each frame while something runs. */
    public void grow() {
        int now = events.get().rows();
        if (now != total.get() && isWorthALook(now)) {
            grown = System.nanoTime();
            total.set(now);
            if (now > 0 && time.shown().get() == null || !indexed.get() && now > 0) {
                time.showAll();
            }
        }
        query.grow(total.get());
    }

    /** While an index grows pictures of all of it are made anew when there is a good deal more, not with each frame. */
    private boolean isWorthALook(int now) {
        return indexed.get() || now >= total.get() * GOOD_DEAL || System.nanoTime() - grown > LOOK_NANOS;
    }

    public Workspace workspace() {
        return workspace;
    }

    public Settings settings() {
        return settings;
    }

    public JobRunner jobs() {
        return jobs;
    }

    public ReadOnlyObjectProperty<Events> events() {
        return events.getReadOnlyProperty();
    }

    /** How many events there are so far. */
    public ReadOnlyIntegerProperty total() {
        return total.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty indexed() {
        return indexed.getReadOnlyProperty();
    }

    /** Whether no more rows will come: the captures are indexed, or that was cancelled or has failed. */
    public ReadOnlyBooleanProperty indexingOver() {
        return indexingOver.getReadOnlyProperty();
    }

    /** Whether the index is being made. */
    public boolean isIndexing() {
        return indexing != null && indexing.isRunning();
    }

    public void cancelIndexing() {
        if (indexing != null) {
            indexing.cancel();
        }
    }

    /** Says why something cannot be done. */
    public void refuse(String sentence) {
        troubles.accept(sentence);
    }
}
