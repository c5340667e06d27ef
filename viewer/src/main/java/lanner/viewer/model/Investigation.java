package lanner.viewer.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import lanner.investigation.casework.CaseFile;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.index.Events;
import lanner.investigation.index.Progress;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowOrder;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowSort;
import lanner.investigation.workspace.Workspace;
import lanner.viewer.task.Job;
import lanner.viewer.task.JobRunner;

/**
 * One selection for all panes: the condition and what narrows it, the rows that came of it, the event at hand, the
 * stretch of time in view. For the window's thread.
 */
public final class Investigation {
    /** A stretch of the axis. */
    public record Range(long from, long to) {
        public long length() {
            return Math.max(1, to - from);
        }
    }

    /** In the place of a row: none. */
    public static final int NO_ROW = -1;

    private static final double GOOD_DEAL = 1.3;
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Workspace workspace;
    private final JobRunner jobs;
    private final CaseFile caseFile;
    private final Settings settings;
    private final Consumer<String> troubles;

    private final ReadOnlyObjectWrapper<Events> events = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper indexed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper indexingOver = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper condition = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RowFilter> filter = new ReadOnlyObjectWrapper<>(RowFilter.NONE);
    private final ReadOnlyObjectWrapper<RowSet> rows = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RowSet> settled = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper found = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<RowSort> sort = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RowOrder> order = new ReadOnlyObjectWrapper<>();
    private final IntegerProperty selected = new SimpleIntegerProperty(NO_ROW);
    private final ObjectProperty<Range> window = new SimpleObjectProperty<>();
    private final ObjectProperty<Range> brush = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<EventDetails> details = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper isReading = new ReadOnlyBooleanWrapper();
    private final IntegerProperty caseChanges = new SimpleIntegerProperty();
    private final BooleanProperty context = new SimpleBooleanProperty();
    private final List<Integer> history = new ArrayList<>();
    private int historyAt = -1;
    private long grown;
    private Job query;
    private Job reading;
    /** The row whose details are to be read once the job that reads has ended. */
    private int unread = NO_ROW;

    private Job indexing;
    private Job sorting;

    public Investigation(
            Workspace workspace, CaseFile caseFile, JobRunner jobs, Settings settings, Consumer<String> troubles) {
        this.workspace = workspace;
        this.caseFile = caseFile;
        this.jobs = jobs;
        this.settings = settings;
        this.troubles = troubles;
        events.set(workspace.events());
        rows.set(RowSet.all(events.get()));
        settled.set(rows.get());
        selected.addListener((property, before, now) -> selectionChanged(now.intValue()));
        context.addListener((property, before, now) -> {
            order.set(null);
            resort();
        });
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
        int before = selected.get();
        int now = renumber(workspace.events());
        indexed.set(whole);
        indexingOver.set(true);
        grow();
        resort();
        if (now < 0 && total.get() > 0 && events.get().alerts().isEmpty()) {
            select(0);
        } else if (now == before && now >= 0) {
            read(now);
        }
        whenDone.run();
    }

    /** Takes other events, in which the same event may have another row; answers the row of the event at hand. */
    private int renumber(Events others) {
        Events old = events.get();
        IntUnaryOperator moved = row -> others.rowOf(old.capture(row), old.number(row));
        int atHand = old == others || selected.get() < 0 ? selected.get() : moved.applyAsInt(selected.get());
        if (old != others) {
            int[] been = history.stream().mapToInt(Integer::intValue).map(moved).toArray();
            history.clear();
            for (int i = 0; i < been.length; i++) {
                if (been[i] >= 0) {
                    history.add(been[i]);
                }
                historyAt = i == historyAt ? history.size() - 1 : historyAt;
            }
        }
        events.set(others);
        rows.set(RowSet.all(others));
        settled.set(rows.get());
        selected.set(atHand);
        return atHand;
    }

    /** Looks whether there are more rows. Called with each frame while something runs. */
    public void grow() {
        int now = events.get().rows();
        if (now != total.get() && isWorthALook(now)) {
            grown = System.nanoTime();
            total.set(now);
            if (now > 0 && window.get() == null || !indexed.get() && now > 0) {
                showAll();
            }
        }
        found.set(rows.get().isAll() ? total.get() : rows.get().size());
    }

    /** While an index grows pictures of all of it are made anew when there is a good deal more, not with each frame. */
    private boolean isWorthALook(int now) {
        return indexed.get() || now >= total.get() * GOOD_DEAL || System.nanoTime() - grown > LOOK_NANOS;
    }

    public Workspace workspace() {
        return workspace;
    }

    public CaseFile caseFile() {
        return caseFile;
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

    /** The event at hand; -1 for none. */
    public IntegerProperty selected() {
        return selected;
    }

    /** The stretch that the lanes show; null while nothing is there. */
    public ObjectProperty<Range> window() {
        return window;
    }

    /** The stretch that is marked; null for none. */
    public ObjectProperty<Range> brush() {
        return brush;
    }

    /** Of the event at hand; null while they are read, and where they cannot be read. */
    public ReadOnlyObjectProperty<EventDetails> details() {
        return details.getReadOnlyProperty();
    }

    /** Whether details are being read. */
    public ReadOnlyBooleanProperty isReading() {
        return isReading.getReadOnlyProperty();
    }

    /** Counts what is written to the case, so that panes look again. */
    public IntegerProperty caseChanges() {
        return caseChanges;
    }

    /** Whether rows that do not match are dimmed rather than hidden. */
    public BooleanProperty context() {
        return context;
    }

    // --- what is looked at

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

    public void narrowToBrush() {
        if (brush.get() != null) {
            narrow(filter.get().between(brush.get().from(), brush.get().to()));
        }
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
        RowQuery wanted = new RowQuery(condition.get(), filter.get());
        RowSet into = wanted.rowSet(workspace.events());
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
                    note(() -> caseFile.filtered(wanted.condition(), into.size()));
                }
            }
        });
    }

    /**
     * Puts the rows in another order, beside the window. Cancelled, they stand as they were recorded.
     *
     * @param by null for as they were recorded
     */
    public void sort(RowSort by) {
        sort.set(by);
        resort();
    }

    /** Sorts what is in view now; while a filter or the index is not done with it, it is sorted then. */
    private void resort() {
        RowSort by = sort.get();
        if (sorting != null) {
            sorting.cancel();
            sorting = null;
        }
        if (by == null
                || order.get() != null && !by.by().equals(order.get().sort().by())) {
            order.set(null);
        }
        if (by == null || query != null && query.isRunning() || !indexed.get()) {
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

    private Sorted sorted(RowSort by, RowSet set, Progress progress) {
        try {
            return new Sorted(by.run(workspace, set, progress), Optional.empty());
        } catch (IOException e) {
            return new Sorted(Optional.empty(), Optional.of(e.getMessage()));
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

    /** Whether the index is being made. */
    public boolean isIndexing() {
        return indexing != null && indexing.isRunning();
    }

    public void cancelIndexing() {
        if (indexing != null) {
            indexing.cancel();
        }
    }

    // --- the event at hand

    public void select(int row) {
        if (row >= 0 && row < events.get().rows()) {
            selected.set(row);
        }
    }

    private void selectionChanged(int row) {
        if (row < 0) {
            details.set(null);
            return;
        }
        if (historyAt < 0 || history.get(historyAt) != row) {
            history.subList(historyAt + 1, history.size()).clear();
            history.add(row);
            historyAt = history.size() - 1;
        }
        long at = events.get().axis(row);
        Range shown = window.get();
        if (shown != null && (at < shown.from() || at > shown.to())) {
            long half = shown.length() / 2;
            window.set(new Range(at - half, at + half));
        }
        read(row);
    }

    /** Reads the details of an event: one job at a time, so that a key that is held down leaves no queue behind. */
    private void read(int row) {
        isReading.set(true);
        details.set(null);
        unread = row;
        if (reading != null && reading.isRunning()) {
            reading.cancel();
        } else {
            readNext();
        }
    }

    private void readNext() {
        int row = unread;
        unread = NO_ROW;
        DetailsReader reader = new DetailsReader(workspace);
        Job[] own = new Job[1];
        own[0] = jobs.start("details", progress -> reader.read(row, progress), read -> {
            // The same row may be another event by now, and be read again.
            if (reading == own[0] && selected.get() == row) {
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

    /** Whether a filter leaves a row out of view, as far as it has run. */
    public boolean isHidden(int row) {
        RowSet all = settled.get();
        return row >= 0 && !context.get() && all != null && !all.contains(row);
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

    /**
     * The next alert, or the one before: of those in view, of all if there is none in view in that direction.
     * {@link #NO_ROW} for none.
     */
    public int alertFrom(boolean forwards) {
        return from(events.get().alerts().stream().mapToInt(alert -> alert.row()), forwards);
    }

    /** The next bookmark, or the one before, likewise. */
    public int bookmarkFrom(boolean forwards) {
        return from(
                caseFile.bookmarks().keySet().stream()
                        .mapToInt(key -> events.get().rowOf(key.capture(), key.event()))
                        .filter(row -> row >= 0)
                        .sorted(),
                forwards);
    }

    private int from(IntStream ascending, boolean forwards) {
        int now = selected.get();
        int[] there = ascending.filter(row -> forwards ? row > now : row < now).toArray();
        int[] inView = Arrays.stream(there).filter(row -> !isHidden(row)).toArray();
        int[] best = inView.length > 0 ? inView : there;
        return best.length == 0 ? NO_ROW : best[forwards ? 0 : best.length - 1];
    }

    /**
     * The next event, or the one before, on the same descriptor of the same process, or of the same process alone;
     * {@link #NO_ROW} for none.
     */
    public int sameFrom(boolean forwards, boolean descriptor) {
        int from = selected.get();
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

    // --- the stretch in view

    public void showAll() {
        Events all = events.get();
        if (all.rows() > 0) {
            long first = all.axis(0);
            window.set(new Range(first, Math.max(first + 1, all.axis(all.rows() - 1))));
        }
    }

    /**
     * Makes the stretch longer or shorter around a moment, which stays where it is.
     *
     * @param factor less than 1 to see more detail
     */
    public void zoom(double factor, long around) {
        Range shown = window.get();
        Events all = events.get();
        if (shown == null || all.rows() == 0) {
            return;
        }
        long whole = Math.max(1, all.axis(all.rows() - 1) - all.axis(0));
        double length = Math.max(100, Math.min(whole * 1.1, shown.length() * factor));
        double left = (around - shown.from()) / (double) shown.length();
        long from = around - (long) (left * length);
        window.set(new Range(from, from + (long) length));
    }

    /** @param part of the stretch's own length, negative to the left */
    public void pan(double part) {
        Range shown = window.get();
        if (shown != null) {
            long by = (long) (shown.length() * part);
            window.set(new Range(shown.from() + by, shown.to() + by));
        }
    }

    public void zoomToBrush() {
        if (brush.get() != null) {
            window.set(brush.get());
        }
    }

    // --- the case

    private CaseFile.EventKey key(int row) {
        return new CaseFile.EventKey(events.get().capture(row), events.get().number(row));
    }

    public Optional<String> bookmark(int row) {
        return row < 0
                ? Optional.empty()
                : Optional.ofNullable(caseFile.bookmarks().get(key(row)));
    }

    public void bookmark(int row, Optional<String> text) {
        note(() -> caseFile.bookmark(key(row), text));
    }

    public Optional<CaseFile.Judgement> judgement(int row, String rule) {
        return Optional.ofNullable(caseFile.judgements().get(new CaseFile.AlertKey(key(row), rule)));
    }

    public void judge(int row, String rule, Optional<CaseFile.Judgement> judgement) {
        note(() -> caseFile.judge(new CaseFile.AlertKey(key(row), rule), judgement));
    }

    /** Bookmarks that lead somewhere, in the order of time. */
    public List<Map.Entry<Integer, String>> bookmarkedRows() {
        List<Map.Entry<Integer, String>> found = new ArrayList<>();
        caseFile.bookmarks().forEach((key, text) -> {
            int row = key.capture() < workspace.captures().size() ? events.get().rowOf(key.capture(), key.event()) : -1;
            if (row >= 0) {
                found.add(Map.entry(row, text));
            }
        });
        found.sort(Map.Entry.comparingByKey());
        return found;
    }

    /** Says why something cannot be done. */
    public void refuse(String sentence) {
        troubles.accept(sentence);
    }

    /** Something that is written down. */
    @FunctionalInterface
    public interface Note {
        void write() throws IOException;
    }

    /** Writes to the case; what cannot be written is said. */
    public void note(Note note) {
        try {
            note.write();
            caseChanges.set(caseChanges.get() + 1);
        } catch (IOException e) {
            troubles.accept("the case cannot be written: " + e.getMessage());
        }
    }
}
