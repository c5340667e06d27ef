package lanner.investigation.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.field.StandardFields;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.ast.Expr;
import lanner.engine.lang.ast.Span;
import lanner.engine.lang.plan.Predicate;
import lanner.investigation.index.Chunk;
import lanner.investigation.index.ColumnPlan;
import lanner.investigation.index.Events;
import lanner.investigation.index.Index;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.MergedEvents;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/** A condition of the rule language and a {@link RowFilter} over all events of a workspace. */
public final class RowQuery {
    /**
     * What is wrong with a condition.
     *
     * @param from where in the text, in characters from 0; the text's end when it ends too early
     * @param to behind the last character that is wrong
     * @param meant what may have been meant instead of what stands there; empty for nothing
     */
    public record Problem(String message, int from, int to, Optional<String> meant) {}

    private static final Pattern MEANT = Pattern.compile("did you mean '([^']+)'");

    /**
     * What is to be said of a condition before it is asked.
     *
     * @param slow whether the columns of the index do not hold all that it asks for, so that a replay has to
     */
    public record Check(Optional<Problem> problem, boolean slow) {}

    /** A search asks with each chunk whether it is still wanted. */
    private static final int SLICE = Chunk.MASK;

    private final String condition;
    private final RowFilter filter;

    /** @param condition empty for none */
    public RowQuery(String condition, RowFilter filter) {
        this.condition = condition.strip();
        this.filter = filter;
    }

    public boolean isAll() {
        return condition.isEmpty() && filter.isNone();
    }

    public String condition() {
        return condition;
    }

    /** What keeps the text from being a condition; empty for one that is, and for none. */
    public static Optional<Problem> problem(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            Conditions.compile(Conditions.parse(text), new StandardFields());
            return Optional.empty();
        } catch (ConditionException e) {
            return Optional.of(problem(text, e));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Problem(
                    "macros are not known here: write the condition out", 0, text.length(), Optional.empty()));
        }
    }

    private static Problem problem(String text, ConditionException wrong) {
        Span span = wrong.span();
        int from = span == null ? 0 : Math.min(span.start(), text.length());
        int to = span == null ? text.length() : Math.min(Math.max(span.end(), from + 1), text.length());
        return new Problem(wrong.withHint(), from, to, meant(text.substring(from, to), wrong.hint()));
    }

    /** The argument of a field stays. */
    private static Optional<String> meant(String wrong, String hint) {
        Matcher name = MEANT.matcher(hint);
        int argument = wrong.indexOf('[');
        return name.find()
                ? Optional.of(name.group(1) + (argument < 0 ? "" : wrong.substring(argument)))
                : Optional.empty();
    }

    /** The same for a condition that may name lists and macros of the workspace's rule files. */
    public static Check check(String text, Workspace workspace) {
        if (text.isBlank()) {
            return new Check(Optional.empty(), false);
        }
        Expr read;
        try {
            read = workspace.conditions().read(text, new StandardFields());
        } catch (ConditionException e) {
            return new Check(Optional.of(problem(text, e)), false);
        }
        boolean slow = workspace.captures().stream().anyMatch(capture -> !ColumnPlan.canAnswer(read, capture.index()));
        return new Check(Optional.empty(), slow);
    }

    /** A set for this query's rows: all rows for one that asks nothing, else an empty one to be filled by {@link #run}. */
    public RowSet rowSet(Events events) {
        return isAll() ? RowSet.all(events) : RowSet.empty(events);
    }

    /**
     * Fills a set, row by row in ascending order. A query that asks nothing leaves the set as it is.
     *
     * @param found from {@link #rowSet}
     * @return false if it was cancelled; the set is then marked as partial
     */
    public boolean run(Workspace workspace, RowSet found, JobProgress progress) throws IOException {
        if (isAll()) {
            return true;
        }
        Events events = workspace.events();
        boolean whole = condition.isEmpty()
                ? scan(events, found, progress)
                : workspace.captures().size() == 1
                        ? search(workspace.captures().get(0), found, progress)
                        : merged(workspace, events, found, progress);
        if (!whole) {
            found.markPartial();
        }
        return whole;
    }

    /**
     * Adds what came behind a row, of a capture that is being recorded. Only what the columns of the index answer is found so.
     *
     * @param found what a run has filled
     * @param from the first row to look at
     * @return false if a replay would be needed, and the set is then marked as partial; or if it was cancelled
     */
    public boolean extend(Workspace workspace, RowSet found, int from, JobProgress progress) throws IOException {
        if (isAll()) {
            return true;
        }
        if (condition.isEmpty()) {
            return scan(workspace.events(), found, from, progress);
        }
        CaptureSession capture = workspace.captures().get(0);
        try {
            Expr parsed = capture.conditions().read(condition, new StandardFields());
            return scan(capture.index(), new ColumnPlan(parsed, capture.index()), found, from, progress);
        } catch (ConditionException e) {
            // A field that is in no column: only a replay knows it.
            found.markPartial();
            return false;
        }
    }

    private boolean scan(Events events, RowSet found, JobProgress progress) {
        return scan(events, found, 0, progress);
    }

    private boolean scan(Events events, RowSet found, int from, JobProgress progress) {
        int first = Math.max(from, events.firstAt(filter.from()));
        int end = end(events);
        for (int row = first; row < end; row++) {
            if ((row & SLICE) == 0 && !goesOn(row - first, end - first, progress)) {
                return false;
            }
            if (filter.takes(events, row)) {
                found.add(row);
            }
        }
        return !progress.isCancelled();
    }

    /** The first row behind those that the filter may take. */
    private int end(Events events) {
        return filter.to() == Long.MAX_VALUE ? events.rows() : events.firstAt(filter.to() + 1);
    }

    private static boolean goesOn(int done, int all, JobProgress progress) {
        progress.at(done / (double) Math.max(1, all));
        return !progress.isCancelled();
    }

    /** Over the columns alone where they hold all that the condition asks for, else by replay. */
    private boolean search(CaptureSession capture, RowSet found, JobProgress progress) throws IOException {
        Index index = capture.index();
        Expr parsed;
        Predicate predicate;
        try {
            parsed = capture.conditions().read(condition, new StandardFields());
            predicate = Conditions.compile(parsed, new StandardFields()).predicate();
        } catch (ConditionException e) {
            throw new IOException(e.withHint(), e);
        }
        try {
            return scan(index, new ColumnPlan(parsed, index), found, 0, progress);
        } catch (ConditionException e) {
            // A field that is in no column: only a replay knows it.
            return replay(capture, index, predicate, found, progress);
        }
    }

    private boolean scan(Index index, ColumnPlan plan, RowSet found, int from, JobProgress progress) {
        boolean narrowed = !filter.isNone();
        int first = Math.max(from, index.firstAt(filter.from()));
        int end = end(index);
        Chunk chunk = Chunk.NONE;
        for (int row = first; row < end; row++) {
            if ((row & SLICE) == 0 || chunk == Chunk.NONE) {
                if (!goesOn(row - first, end - first, progress)) {
                    return false;
                }
                chunk = index.chunk(row);
            }
            if (plan.test(chunk, row & Chunk.MASK) && (!narrowed || filter.takes(index, row))) {
                found.add(row);
            }
        }
        return !progress.isCancelled();
    }

    /** Rows are counted as the index counted them: every event that a replay shows. */
    private boolean replay(
            CaptureSession capture, Events events, Predicate predicate, RowSet found, JobProgress progress)
            throws IOException {
        int rows = events.rows();
        int[] row = new int[1];
        return capture.replay(progress, context -> {
            int at = row[0]++;
            // What narrows costs less than a condition, and often says no.
            if (at < rows && filter.takes(events, at) && predicate.test(context)) {
                found.add(at);
            }
            return at + 1 < rows;
        });
    }

    private boolean merged(Workspace workspace, Events events, RowSet found, JobProgress progress) throws IOException {
        List<RowSet> own = new ArrayList<>();
        RowQuery bare = new RowQuery(condition, RowFilter.NONE);
        for (CaptureSession capture : workspace.captures()) {
            RowSet set = RowSet.empty(capture.index());
            if (!bare.search(capture, set, progress)) {
                return false;
            }
            own.add(set);
        }
        MergedEvents merged = (MergedEvents) events;
        for (int row = 0; row < events.rows(); row++) {
            if (own.get(events.capture(row)).contains(merged.local(row)) && filter.takes(events, row)) {
                found.add(row);
            }
        }
        return !progress.isCancelled();
    }
}
