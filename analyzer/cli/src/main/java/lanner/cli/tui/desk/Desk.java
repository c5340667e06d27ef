package lanner.cli.tui.desk;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.CaseEditor;
import lanner.investigation.casework.CaseFile.AlertKey;
import lanner.investigation.casework.CaseFile.EventKey;
import lanner.investigation.casework.CaseFile.Judgement;
import lanner.investigation.casework.OpenedCase;
import lanner.investigation.casework.Tag;
import lanner.investigation.casework.Triage;
import lanner.investigation.details.DetailsReader;
import lanner.investigation.details.EventDetails;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.rows.RowFilter;
import lanner.investigation.rows.RowQuery;
import lanner.investigation.rows.RowSet;
import lanner.investigation.rows.RowText;
import lanner.investigation.rows.TimeFormat;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import lanner.product.FileFailure;

/**
 * What all panes share: the events, which grow while they are indexed, those that are in view, the event at hand, its details,
 * the case, and a sentence to be shown. For the window's thread.
 */
public final class Desk {
    /** In the place of a row: none. */
    public static final int NO_ROW = -1;

    private final OpenedCase opened;
    private final Workspace workspace;
    private final Jobs jobs;
    private final RowText texts = new RowText();
    private final CaseEditor editor;
    private final Triage triage = new Triage(new CaseDecisions());

    private Events events;
    private boolean indexed;
    private boolean indexingOver;
    private Optional<Job> indexing = Optional.empty();

    private String condition = "";
    private RowFilter narrowed = RowFilter.NONE;
    private RowSet rows;
    private boolean context;
    private Optional<Job> filtering = Optional.empty();

    private int row;
    private int detailed = NO_ROW;
    private Optional<EventDetails> details = Optional.empty();
    private Optional<Job> reading = Optional.empty();

    private TimeFormat time = TimeFormat.UTC;
    private String message;
    private boolean openingNoted;
    private int changes;

    /** A note for the case. */
    @FunctionalInterface
    private interface Note {
        void write() throws IOException;
    }

    /** Decisions as the case file has them. */
    private final class CaseDecisions implements Triage.Decisions {
        @Override
        public Optional<Judgement> of(AlertEntry alert) {
            return Optional.ofNullable(opened.caseFile().judgements().get(key(alert)));
        }

        @Override
        public void judge(AlertEntry alert, Optional<Judgement> judgement) {
            note(() -> editor.judge(key(alert), judgement));
        }
    }

    /**
     * @param beside runs long work
     * @param window runs what is to be done on the window's thread
     */
    public Desk(OpenedCase opened, Executor beside, Executor window) {
        this.opened = opened;
        editor = new CaseEditor(opened.caseFile());
        workspace = opened.workspace();
        jobs = new Jobs(beside, window, this::say);
        events = workspace.events();
        rows = RowSet.all(events);
        message = opened.remark().orElse("");
    }

    /** Begins to index, or finds the index that was kept. */
    public void begin() {
        indexing = Optional.of(jobs.start(
                "indexing",
                progress -> workspace.index(progress) ? Optional.of(true) : Optional.empty(),
                whole -> indexed(whole.isPresent())));
    }

    private void indexed(boolean whole) {
        Events others = workspace.events();
        if (others != events) {
            row = renumbered(others, row);
            detailed = renumbered(others, detailed);
            events = others;
            rows = RowSet.all(events);
        }
        indexed = whole;
        indexingOver = true;
        if (!whole && message.isEmpty()) {
            say("indexing was stopped: what is shown is a part of the capture");
        }
        if (!isAll()) {
            run(false);
        }
    }

    private int renumbered(Events others, int old) {
        return old < 0 || old >= events.rows()
                ? old
                : Math.max(0, others.rowOf(events.capture(old), events.number(old)));
    }

    /** Ends the making of the index; the rows so far stay. */
    public void stopIndexing() {
        indexing.filter(Job::isRunning).ifPresent(Job::cancel);
    }

    public Workspace workspace() {
        return workspace;
    }

    public Events events() {
        return events;
    }

    /** Whether all rows are there. */
    public boolean isIndexed() {
        return indexed;
    }

    /** Whether no more rows will come: the captures are indexed, or that was stopped or has failed. */
    public boolean isIndexingOver() {
        return indexingOver;
    }

    /** What the window is called: the captures' names, as whoever made them chose them. */
    public String title() {
        List<CaptureSession> all = workspace.captures();
        return all.get(0).name() + (all.size() > 1 ? " and " + (all.size() - 1) + " more" : "");
    }

    /** Work that runs, the oldest first. */
    public List<Job> running() {
        return jobs.running();
    }

    // --- which events are in view ------------------------------------------------------------------------------------

    public String condition() {
        return condition;
    }

    public RowFilter narrowed() {
        return narrowed;
    }

    /** Whether neither a condition nor anything else leaves events out. */
    public boolean isAll() {
        return condition.isEmpty() && narrowed.isNone();
    }

    /** The rows that the condition and the filter leave; more may come while they are looked for. */
    public RowSet rows() {
        return rows;
    }

    /** Whether rows are still being looked for. */
    public boolean isFiltering() {
        return filtering.filter(Job::isRunning).isPresent();
    }

    /** Whether events that do not match are shown as well. */
    public boolean isInContext() {
        return context && !isAll();
    }

    public void toggleContext() {
        context = !context;
    }

    /** How many places the list of events has. */
    public int places() {
        return isInContext() ? events.rows() : rows.size();
    }

    /** The row at a place of the list. */
    public int rowAt(int place) {
        return isInContext() ? place : rows.row(place);
    }

    /** The place of a row, or of the next one behind it that is in view. */
    public int placeOf(int wanted) {
        return isInContext() ? wanted : rows.placeOf(wanted);
    }

    /** Applies a condition; empty for none. One that is wrong is for the filter bar to refuse. */
    public void apply(String text) {
        condition = text.strip();
        run(true);
    }

    public void narrow(RowFilter filter) {
        narrowed = filter;
        run(false);
    }

    /** A process alone, or with all that descend from it. */
    public void narrowTo(int process, boolean withChildren) {
        BitSet some = withChildren ? workspace.subtree(process) : new BitSet();
        some.set(process);
        narrow(narrowed.of(some));
    }

    /** Everything in view but a process and all that descend from it. */
    public void exclude(int process) {
        BitSet some = new BitSet();
        BitSet before = narrowed.processes();
        if (before == null) {
            some.set(0, events.processes());
        } else {
            some.or(before);
        }
        some.andNot(workspace.subtree(process));
        narrow(narrowed.of(some));
    }

    /** Ends a search that runs; else takes away what narrows, and whether there was such. */
    public boolean clear() {
        if (isFiltering()) {
            filtering.ifPresent(Job::cancel);
            return true;
        }
        boolean was = !isAll();
        condition = "";
        narrowed = RowFilter.NONE;
        run(false);
        return was;
    }

    private void run(boolean isCondition) {
        filtering.ifPresent(Job::cancel);
        RowQuery wanted = new RowQuery(condition, narrowed);
        RowSet into = wanted.rowSet(events);
        rows = into;
        if (wanted.isAll()) {
            return;
        }
        filtering = Optional.of(jobs.start(
                "filter",
                progress -> wanted.run(workspace, into, progress) ? Optional.of(true) : Optional.empty(),
                whole -> {
                    if (rows == into
                            && isCondition
                            && whole.isPresent()
                            && !wanted.condition().isEmpty()) {
                        note(() -> opened.caseFile().filtered(wanted.condition(), into.size()));
                    }
                }));
    }

    /** The next row that matches, or the one before; {@link #NO_ROW} for none. */
    public int match(boolean forwards) {
        int at = rows.placeOf(row);
        int next = forwards ? at + (at < rows.size() && rows.row(at) == row ? 1 : 0) : at - 1;
        return next < 0 || next >= rows.size() ? NO_ROW : rows.row(next);
    }

    /** The next row with an alert, or the one before; {@link #NO_ROW} for none. */
    public int alerted(boolean forwards) {
        List<AlertEntry> all = events.alerts();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).row() < (forwards ? row + 1 : row)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int found = forwards ? low : low - 1;
        return found < 0 || found >= all.size() ? NO_ROW : all.get(found).row();
    }

    // --- the event at hand -------------------------------------------------------------------------------------------

    /** The row of the event at hand. */
    public int row() {
        return row;
    }

    public void select(int other) {
        row = other;
    }

    /** What the record of a row says. */
    public RowText.Text text(int of) {
        try {
            return texts.of(events, of);
        } catch (IOException e) {
            return new RowText.Text("", "(this record cannot be read any more: " + FileFailure.words(e) + ")");
        }
    }

    /** The row whose details are shown; {@link #NO_ROW} for none. */
    public int detailed() {
        return detailed;
    }

    /** Of the row that details are shown of; empty while they are read, and where they cannot be read. */
    public Optional<EventDetails> details() {
        return details;
    }

    public boolean isReading() {
        return reading.filter(Job::isRunning).isPresent();
    }

    /** Reads the details of the event at hand: a replay of its segment. */
    public void readDetails() {
        if (events.rows() == 0) {
            return;
        }
        reading.ifPresent(Job::cancel);
        int wanted = row;
        detailed = wanted;
        details = Optional.empty();
        DetailsReader reader = new DetailsReader(workspace);
        Events of = events;
        Job[] own = new Job[1];
        own[0] = jobs.start("reading details", progress -> reader.read(wanted, progress), read -> {
            if (own[0] == null || reading.filter(now -> now == own[0]).isPresent()) {
                details = of == events ? read : Optional.empty();
            }
        });
        reading = Optional.of(own[0]);
    }

    // --- the case ----------------------------------------------------------------------------------------------------

    private AlertKey key(AlertEntry alert) {
        return new AlertKey(new EventKey(events.capture(alert.row()), alert.number()), alert.rule());
    }

    /** Decides about alerts. */
    public Triage triage() {
        return triage;
    }

    /** Takes back what was decided last, and says so. */
    public void undo() {
        if (editor.canUndo()) {
            note(() -> editor.undo().ifPresent(change -> say("taken back: " + change.words())));
        } else {
            say("nothing to take back");
        }
    }

    /** Counts what was decided, so that a list of alerts is made anew. */
    public int changes() {
        return changes;
    }

    public AlertGroups.Decisions decisions() {
        return AlertGroups.decisions(events, opened.caseFile().judgements());
    }

    /** The alerts of a row. */
    public List<AlertEntry> alertsOf(int of) {
        return events.raisedAlert(of)
                ? events.alerts().stream().filter(alert -> alert.row() == of).toList()
                : List.of();
    }

    /** What was noted at an event with a bookmark; bytes. */
    public Optional<String> bookmark(int of) {
        return Optional.ofNullable(
                        opened.caseFile().bookmarks().get(new EventKey(events.capture(of), events.number(of))))
                .map(JsonText::latin);
    }

    /** Whether the case has tags at all. */
    public boolean hasTags() {
        return !opened.caseFile().tags().isEmpty();
    }

    /** The tags of an event, by name; put on in the viewer. */
    public List<Tag> tags(int of) {
        return opened.caseFile().tags(new EventKey(events.capture(of), events.number(of)));
    }

    /** Writes to the case, and before the first note that the captures were opened; says so if it cannot be written. */
    private void note(Note note) {
        try {
            if (!openingNoted) {
                openingNoted = true;
                for (CaptureSession capture : workspace.captures()) {
                    opened.caseFile().opened(capture.name(), "", "not checked");
                }
            }
            note.write();
            changes++;
        } catch (IOException e) {
            say("the case cannot be written: " + FileFailure.sentence(e));
        }
    }

    // --- what is said, and how ---------------------------------------------------------------------------------------

    /** A sentence for the person; empty for none. */
    public String message() {
        return message;
    }

    public void say(String sentence) {
        message = sentence;
    }

    /** How times are written. */
    public TimeFormat time() {
        return time;
    }

    public void nextTime() {
        time = switch (time) {
            case UTC -> TimeFormat.LOCAL;
            case LOCAL -> TimeFormat.RELATIVE;
            case RELATIVE -> TimeFormat.UTC;
        };
    }

    /** Ends what runs; no more results come. */
    public void cancel() {
        jobs.close();
    }
}
