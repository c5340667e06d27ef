package lanner.viewer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;
import org.jspecify.annotations.Nullable;

/**
 * The selected event, those that were before it, and its details, which are read in a background job. For the JavaFX thread.
 */
public final class SelectedEvent {
    private static final int NO_ROW = Investigation.NO_ROW;

    private final Workspace workspace;
    private final JobRunner jobs;
    private final Supplier<Events> events;
    private final TimeWindow time;
    private final IntegerProperty row = new SimpleIntegerProperty(NO_ROW);
    private final ReadOnlyObjectWrapper<EventDetails> details = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper isReading = new ReadOnlyBooleanWrapper();
    private final List<Integer> history = new ArrayList<>();
    private int historyAt = -1;
    private @Nullable Job reading;
    /** The row whose details are to be read once the job that reads has ended. */
    private int unread = NO_ROW;

    /** @param time is moved to where the selected event is in view */
    SelectedEvent(Workspace workspace, JobRunner jobs, Supplier<Events> events, TimeWindow time) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.events = events;
        this.time = time;
        row.addListener((property, before, now) -> changed(now.intValue()));
    }

    /** The row of the selected event; {@link Investigation#NO_ROW} for none. */
    public IntegerProperty row() {
        return row;
    }

    /** Of the selected event; null while they are read, and where they cannot be read. */
    public ReadOnlyObjectProperty<EventDetails> details() {
        return details.getReadOnlyProperty();
    }

    /** Whether details are being read. */
    public ReadOnlyBooleanProperty isReading() {
        return isReading.getReadOnlyProperty();
    }

    /** Makes a row the selected one; one that is not there is none. */
    public void select(int other) {
        if (other >= 0 && other < events.get().rows()) {
            row.set(other);
        }
    }

    /** The row of the selected event among other events, in which the same event may have another row. */
    int moved(Events old, Events others) {
        return old == others || row.get() < 0 ? row.get() : others.rowOf(old.capture(row.get()), old.number(row.get()));
    }

    /** Forgets events that are not among others, and numbers those that are as they are there. */
    void renumber(Events old, Events others) {
        IntUnaryOperator moved = each -> others.rowOf(old.capture(each), old.number(each));
        int[] been = history.stream().mapToInt(Integer::intValue).map(moved).toArray();
        history.clear();
        for (int i = 0; i < been.length; i++) {
            if (been[i] >= 0) {
                history.add(been[i]);
            }
            historyAt = i == historyAt ? history.size() - 1 : historyAt;
        }
    }

    private void changed(int now) {
        if (now < 0) {
            details.set(null);
            return;
        }
        if (historyAt < 0 || history.get(historyAt) != now) {
            history.subList(historyAt + 1, history.size()).clear();
            history.add(now);
            historyAt = history.size() - 1;
        }
        time.show(events.get().axis(now));
        read(now);
    }

    /** Reads the details of an event: one job at a time, so that a key that is held down leaves no queue behind. */
    void read(int wanted) {
        isReading.set(true);
        details.set(null);
        unread = wanted;
        if (reading != null && reading.isRunning()) {
            reading.cancel();
        } else {
            readNext();
        }
    }

    private void readNext() {
        int wanted = unread;
        unread = NO_ROW;
        DetailsReader reader = new DetailsReader(workspace);
        Job[] own = new Job[1];
        own[0] = jobs.start("details", progress -> reader.read(wanted, progress), read -> {
            // The same row may be another event by now, and be read again.
            if (reading == own[0] && row.get() == wanted) {
                read.ifPresent(details::set);
            }
        });
        Job job = own[0];
        reading = job;
        isReading.set(job.isRunning());
        job.stateProperty().addListener((property, before, now) -> {
            if (unread != NO_ROW) {
                readNext();
            } else {
                isReading.set(false);
            }
        });
    }

    /** Goes to the selection before, or after going back to the one behind; {@link #NO_ROW} for none. */
    public int travel(boolean forwards) {
        int to = historyAt + (forwards ? 1 : -1);
        if (to < 0 || to >= history.size()) {
            return NO_ROW;
        }
        historyAt = to;
        return history.get(to);
    }
}
