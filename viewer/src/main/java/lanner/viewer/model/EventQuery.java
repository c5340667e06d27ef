package lanner.viewer.model;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import lanner.investigation.workspace.Workspace;
import lanner.product.FileFailure;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;
import lanner.viewer.task.Pace;
import org.jspecify.annotations.Nullable;

/**
 * Which events are in view and in what order: the condition, what narrows it further, the sort, and the rows that come of
 * them. The filter and the sort run in background jobs. For the JavaFX thread.
 */
public final class EventQuery {
    private final Workspace workspace;
    private final JobRunner jobs;
    private final Supplier<Events> events;
    private final BooleanSupplier indexed;
    private final BooleanSupplier recording;
    private final CaseNotes notes;
    private final Consumer<String> troubles;
    private final ReadOnlyStringWrapper condition = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RowFilter> filter = new ReadOnlyObjectWrapper<>(RowFilter.NONE);
    private final ReadOnlyObjectWrapper<RowSet> rows = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RowSet> settled = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper found = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<RowSort> sort = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RowOrder> order = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty context = new SimpleBooleanProperty();
    private final Pace pace = new Pace();
    private @Nullable Job query;
    private @Nullable Job sorting;
    /** Rows before this one were asked. */
    private int asked;

    /**
     * @param indexed whether all rows are there: before that nothing is sorted
     * @param recording whether rows come as they are recorded: those that are there are sorted
     * @param troubles takes a sentence when something cannot be sorted
     */
    EventQuery(
            Workspace workspace,
            JobRunner jobs,
            Supplier<Events> events,
            BooleanSupplier indexed,
            BooleanSupplier recording,
            CaseNotes notes,
            Consumer<String> troubles) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.events = events;
        this.indexed = indexed;
        this.recording = recording;
        this.notes = notes;
        this.troubles = troubles;
        reset();
        context.addListener((property, before, now) -> {
            order.set(null);
            resort();
        });
    }

    /** Asks other events, or more of them, what is asked now. */
    void reset() {
        if (wanted().isAll()) {
            rows.set(RowSet.all(events.get()));
            settled.set(rows.get());
        } else {
            run(false);
        }
    }

    private RowQuery wanted() {
        return new RowQuery(condition.get(), filter.get());
    }

    /**
     * Shows now and then what was found since. The end of a filter is shown without it.
     *
     * @param total how many events there are so far
     */
    void grow(int total) {
        RowSet into = rows.get();
        if (into.isAll()) {
            found.set(total);
        } else if (found.get() == 0 || pace.isDue()) {
            // The first ones at once.
            found.set(into.size());
        }
        if (recording.getAsBoolean() && total > asked && into == settled.get() && !into.isAll() && !into.isPartial()) {
            extend(into, total);
        }
    }

    /** Asks what came since the last time. */
    private void extend(RowSet into, int total) {
        if (query != null && query.isRunning()) {
            return;
        }
        RowQuery wanted = wanted();
        // A run may have seen more rows than there were when it began.
        int from = into.size() == 0 ? asked : Math.max(asked, into.row(into.size() - 1) + 1);
        asked = total;
        query = jobs.start("filter", progress -> wanted.extend(workspace, into, from, progress), whole -> {
            if (rows.get() == into) {
                found.set(into.size());
            }
        });
    }

    public ReadOnlyStringProperty condition() {
        return condition.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<RowFilter> filter() {
        return filter.getReadOnlyProperty();
    }

    /** The rows that the condition and the filter leave. */
    public ReadOnlyObjectProperty<RowSet> rows() {
        return rows.getReadOnlyProperty();
    }

    /** The same rows once the filter is done with them; null while it runs. */
    public ReadOnlyObjectProperty<RowSet> settled() {
        return settled.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty found() {
        return found.getReadOnlyProperty();
    }

    /** By what the rows are to stand; null for as they were recorded. */
    public ReadOnlyObjectProperty<RowSort> sort() {
        return sort.getReadOnlyProperty();
    }

    /** The rows in view in another order; null for as they were recorded, and while they are being sorted. */
    public ReadOnlyObjectProperty<RowOrder> order() {
        return order.getReadOnlyProperty();
    }

    /** Whether rows that do not match are dimmed rather than hidden. */
    public BooleanProperty context() {
        return context;
    }

    /** Applies a condition; empty for none. One that is wrong is for the filter bar to refuse. */
    public void apply(String text) {
        condition.set(text.strip());
        run(true);
    }

    /** A condition and what narrows it at once, in the place of what was there. */
    public void look(String text, RowFilter narrower) {
        filter.set(narrower);
        apply(text);
    }

    public void narrow(RowFilter narrower) {
        filter.set(narrower);
        run(false);
    }

    /** A process alone, or with all that descend from it. */
    public void narrowTo(int process, boolean withChildren) {
        BitSet some = new BitSet();
        if (withChildren) {
            some = workspace.subtree(process);
        } else {
            some.set(process);
        }
        narrow(filter.get().of(some));
    }

    /** Everything in view but a process and all that descend from it. */
    public void exclude(int process) {
        BitSet some = new BitSet();
        if (filter.get().processes() == null) {
            some.set(0, events.get().processes());
        } else {
            some.or(filter.get().processes());
        }
        some.andNot(workspace.subtree(process));
        narrow(filter.get().of(some));
    }

    /** Those above a process, and itself. */
    public void narrowToAncestry(int process) {
        BitSet some = new BitSet();
        workspace.ancestry(process).forEach(some::set);
        narrow(filter.get().of(some));
    }

    /** Events of a stretch of time alone. */
    public void narrowTo(TimeWindow.Range range) {
        narrow(filter.get().between(range.from(), range.to()));
    }

    /** No condition, and nothing that narrows. */
    public void clear() {
        filter.set(RowFilter.NONE);
        apply("");
    }

    private void run(boolean isCondition) {
        if (query != null) {
            query.cancel();
        }
        RowQuery wanted = wanted();
        RowSet into = wanted.rowSet(workspace.events());
        asked = workspace.events().rows();
        order.set(null);
        rows.set(into);
        settled.set(wanted.isAll() ? into : null);
        found.set(into.size());
        if (wanted.isAll()) {
            resort();
            return;
        }
        query = jobs.start("filter", progress -> wanted.run(workspace, into, progress), whole -> {
            if (rows.get() == into) {
                found.set(into.size());
                settled.set(into);
                resort();
                if (isCondition && whole && !wanted.condition().isEmpty()) {
                    notes.write(() -> notes.file().filtered(wanted.condition(), into.size()));
                }
            }
        });
    }

    /**
     * Puts the rows in another order, in a background job. Cancelled, they stand as they were recorded.
     *
     * @param by null for as they were recorded
     */
    public void sort(@Nullable RowSort by) {
        sort.set(by);
        resort();
    }

    /** Sorts what is in view now; while a filter or the index is not done with it, it is sorted then. */
    void resort() {
        RowSort by = sort.get();
        if (sorting != null) {
            sorting.cancel();
            sorting = null;
        }
        if (by == null
                || order.get() != null && !by.by().equals(order.get().sort().by())) {
            order.set(null);
        }
        if (by == null || query != null && query.isRunning() || !indexed.getAsBoolean() && !recording.getAsBoolean()) {
            return;
        }
        RowSet set = context.get() ? RowSet.all(events.get()) : rows.get();
        Job[] own = new Job[1];
        own[0] = jobs.start("sort", progress -> sorted(by, set, progress), sorted -> {
            if (sorting == own[0]) {
                sorting = null;
                sorted.refusal().ifPresent(troubles);
                order.set(sorted.order().orElse(null));
                sort.set(sorted.order().isPresent() ? by : null);
            }
        });
        sorting = own[0];
    }

    /** What came of a sort: rows, or why there are none; neither if it was cancelled. */
    private record Sorted(Optional<RowOrder> order, Optional<String> refusal) {}

    private Sorted sorted(RowSort by, RowSet set, JobProgress progress) {
        try {
            return new Sorted(by.run(workspace, set, progress), Optional.empty());
        } catch (IOException e) {
            return new Sorted(Optional.empty(), Optional.of(FileFailure.sentence(e)));
        }
    }

    /** Ends the filter and the sort that run, and keeps what was found. */
    public void stop() {
        if (sorting != null) {
            sorting.cancel();
        }
        if (query != null) {
            query.cancel();
        }
    }

    /** Whether a filter leaves a row out of view, as far as it has run. */
    public boolean isHidden(int row) {
        RowSet all = settled.get();
        return row >= 0 && !context.get() && all != null && !all.contains(row);
    }
}
