package lanner.investigation.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.lang.Conditions;
import lanner.engine.lang.ast.ConditionException;
import lanner.engine.lang.plan.Predicate;
import lanner.engine.state.EventContext;
import lanner.investigation.index.CaptureReplay;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ReplayMarks;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/**
 * What fields say and whether conditions hold, for some rows: by replay from the nearest mark before a row ({@link
 * ReplayMarks}), so that fields of the state around an event are right. The replay stays where it ended: rows behind it are
 * reached from there unless a mark is nearer. For one thread at a time.
 */
public final class CellReader implements Closeable {
    /** A field and its argument: {@code proc.aname[2]}. */
    private static final Pattern FIELD = Pattern.compile("([a-z]+\\.[a-zA-Z0-9_.]+)(?:\\[([^\\]]+)\\])?");

    private final Workspace workspace;
    private final List<String> fields;
    private final List<String> conditions;
    private final Map<Integer, Cursor> cursors = new HashMap<>();

    /** What was read of a row. */
    public static final class Cells {
        private final int row;
        private final String[] values;
        private final BitSet held;

        private Cells(int row, String[] values, BitSet held) {
            this.row = row;
            this.values = values;
            this.held = held;
        }

        public int row() {
            return row;
        }

        /** The value as the details print it, bytes, one character each; empty for none. */
        public Optional<String> value(int field) {
            return Optional.ofNullable(values[field]);
        }

        /** Whether a condition holds. */
        public boolean holds(int condition) {
            return held.get(condition);
        }
    }

    /**
     * @param fields each without a {@link #problem}
     * @param conditions each without a {@link RowQuery#problem}
     */
    public CellReader(Workspace workspace, List<String> fields, List<String> conditions) {
        this.workspace = workspace;
        this.fields = List.copyOf(fields);
        this.conditions = List.copyOf(conditions);
    }

    /** Why a text is no field whose value could stand in a column; empty for one that is. */
    public static Optional<String> problem(String field) {
        try {
            resolve(new StandardFields(), field);
            return Optional.empty();
        } catch (UnknownFieldException e) {
            return Optional.of(e.withHint());
        }
    }

    /**
     * The field that a text names, with its argument.
     *
     * @throws UnknownFieldException when there is none; see {@link #problem}
     */
    public static Field resolve(StandardFields registry, String field) throws UnknownFieldException {
        Matcher parts = FIELD.matcher(field);
        if (!parts.matches()) {
            throw new UnknownFieldException("'" + field + "' is not a field");
        }
        return registry.resolve(parts.group(1), Optional.ofNullable(parts.group(2)));
    }

    /**
     * Reads rows.
     *
     * @param rows ascending
     * @param each takes what was read of a row; a row whose record is gone has no values
     * @return false if it was cancelled; what was read so far was handed on
     */
    public boolean read(int[] rows, JobProgress progress, Consumer<Cells> each) throws IOException {
        Events events = workspace.events();
        int at = 0;
        while (at < rows.length) {
            if (progress.isCancelled()) {
                return false;
            }
            progress.at(at / (double) rows.length);
            int capture = events.capture(rows[at]);
            Cursor cursor = cursor(capture, events.number(rows[at]));
            int before = at;
            try {
                at = cursor.read(events, rows, at, progress, each);
            } catch (IOException e) {
                forget(capture);
                throw e;
            }
            if (at == before && !progress.isCancelled()) {
                // The capture ended before the event came: the record is gone.
                each.accept(new Cells(rows[at++], new String[fields.size()], new BitSet()));
                forget(capture);
            }
        }
        return !progress.isCancelled();
    }

    /** A replay that has the event before it, begun as near as can be. */
    private Cursor cursor(int number, long event) throws IOException {
        CaptureSession capture = workspace.captures().get(number);
        Cursor now = cursors.get(number);
        if (now == null || now.reached >= event || capture.marks().isNearer(now.reached, event)) {
            forget(number);
            now = new Cursor(capture, number, event);
            cursors.put(number, now);
        }
        return now;
    }

    private void forget(int capture) throws IOException {
        Cursor gone = cursors.remove(capture);
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (int capture : List.copyOf(cursors.keySet())) {
            forget(capture);
        }
    }

    /** A replay that stands behind an event. */
    private final class Cursor implements Closeable {
        private final CaptureSession session;
        private final int capture;
        private final CaptureReplay replay;
        private final List<Field> columns = new ArrayList<>();
        private final List<Predicate> predicates = new ArrayList<>();
        /** {@code evt.num} of the last event that was replayed. */
        private long reached = -1;

        private int next;

        /** @param before the event that it stands before at first, or before others in front of that */
        Cursor(CaptureSession session, int capture, long before) throws IOException {
            this.session = session;
            this.capture = capture;
            // Of its own: what the planner remembers of processes belongs to one replay.
            StandardFields registry = new StandardFields();
            try {
                for (String field : fields) {
                    columns.add(resolve(registry, field));
                }
                for (String condition : conditions) {
                    predicates.add(Conditions.compile(Conditions.parse(condition), registry)
                            .predicate());
                }
            } catch (UnknownFieldException e) {
                throw new IOException(e.withHint(), e);
            } catch (ConditionException e) {
                throw new IOException(e.withHint(), e);
            }
            replay = session.marks().open(before);
        }

        /** Reads rows from a place on, as many as are of this capture and not nearer to another beginning; the place behind them. */
        int read(Events events, int[] rows, int from, JobProgress progress, Consumer<Cells> each) throws IOException {
            next = from;
            long[] wanted = {events.number(rows[from])};
            replay.run(progress.silent(), context -> {
                reached = context.event().number();
                boolean on = true;
                if (reached == wanted[0]) {
                    each.accept(cells(rows[next], context));
                    next++;
                    on = next < rows.length && isHere(events, rows[next]);
                    wanted[0] = on ? events.number(rows[next]) : wanted[0];
                } else if (reached > wanted[0]) {
                    on = false;
                }
                on &= !progress.isCancelled();
                if (!on) {
                    // A visitor that ends a replay has to do this if the replay is to go on later.
                    context.state().settle(context.event());
                }
                return on;
            });
            return next;
        }

        private boolean isHere(Events events, int row) {
            return events.capture(row) == capture && !session.marks().isNearer(reached, events.number(row));
        }

        private Cells cells(int row, EventContext context) {
            String[] values = new String[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).print(context);
            }
            BitSet held = new BitSet();
            for (int i = 0; i < predicates.size(); i++) {
                held.set(i, predicates.get(i).test(context));
            }
            return new Cells(row, values, held);
        }

        @Override
        public void close() throws IOException {
            replay.close();
        }
    }
}
