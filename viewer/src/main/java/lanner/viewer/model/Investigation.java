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
import lanner.investigation.index.Following;
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
    private static final long LIVE_LOOK_NANOS = 250_000_000L;

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
    private final FoundText foundText;
    private final Recording recording;
    private long grown;
    /** The stretch of time that was all there was, as it was shown last. */
    private TimeWindow.@Nullable Range shownAll;

    private @Nullable Job indexing;

    /** @param troubles takes a sentence about what cannot be done */
    public Investigation(
            Workspace workspace, CaseFile caseFile, JobRunner jobs, Settings settings, Consumer<String> troubles) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.settings = settings;
        this.troubles = troubles;
        events.set(workspace.events());
        recording = new Recording(events::get);
        time = new TimeWindow(events::get);
        notes = new CaseNotes(caseFile, workspace.captures().size(), events::get, settings.analyst(), troubles);
        query = new EventQuery(
                workspace,
                jobs,
                events::get,
                indexed::get,
                () -> recording.state() != Recording.State.NONE,
                notes,
                troubles);
        selected = new SelectedEvent(workspace, jobs, events::get, time);
        neighbours = new EventNeighbours(events::get, selected, query, notes);
        foundText = new FoundText(workspace, jobs, events::get, query, selected);
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

    /** Takes the last change of the case back, and selects the event that it was about. */
    public void undo() {
        notes.undo(selected::select);
    }

    /** Does again what was taken back last, and selects the event that it is about. */
    public void redo() {
        notes.redo(selected::select);
    }

    /** Where the next alert is, and the like. */
    public EventNeighbours neighbours() {
        return neighbours;
    }

    /** The text that is looked for, and where it is. */
    public FoundText foundText() {
        return foundText;
    }

    /** The recording that is followed, if it is one. */
    public Recording recording() {
        return recording;
    }

    /**
     * Begins to index; the panes see rows as they come.
     *
     * @param live whether the capture is being recorded, and is followed until that ends
     */
    public void begin(boolean live, Runnable whenDone) {
        Following following = recording.following();
        if (live) {
            recording.begin();
        }
        indexing = jobs.start(
                live ? "following the recording" : "indexing",
                progress -> live ? workspace.follow(progress, following) : workspace.index(progress),
                whole -> indexingEnded(whole, whenDone),
                () -> indexingEnded(false, whenDone));
    }

    private void indexingEnded(boolean whole, Runnable whenDone) {
        int before = selected.row().get();
        int now = renumber(workspace.events());
        recording.end();
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
            // What a person has chosen to see stays in view.
            if (now > 0
                    && (time.shown().get() == null
                            || !indexed.get() && time.shown().get().equals(shownAll))) {
                time.showAll();
                shownAll = time.shown().get();
            } else if (now > 0 && recording.tail().get()) {
                time.showEnd();
            }
        }
        recording.look();
        query.grow(total.get());
        foundText.grow();
    }

    /** While an index grows pictures of all of it are made anew when there is a good deal more, not with each frame. */
    private boolean isWorthALook(int now) {
        long since = System.nanoTime() - grown;
        return indexed.get()
                || now >= total.get() * GOOD_DEAL
                || since > (recording.state() == Recording.State.NONE ? LOOK_NANOS : LIVE_LOOK_NANOS);
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
