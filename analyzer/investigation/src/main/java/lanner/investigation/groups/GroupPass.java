package lanner.investigation.groups;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.EventContext;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Says of each row of a choice which group it is of. Groups are numbered from 0 in the order of their coming. Runs once. */
final class GroupPass {
    /** In the place of a group's number: there are too many already. */
    static final int OTHER = -1;

    private final Workspace workspace;
    private final Events events;
    private final Choice choice;
    private final List<String> by;
    private final ValueNumbers[] texts;
    private final int[] current;
    /** By value, of one field; 0 for a group that is still to come, else its number and one. */
    private int[] ofOne = new int[64];
    /** Of several fields: the group of the fields before, and the value. The last step has the groups. */
    private final List<Map<Long, Integer>> ofSeveral = new ArrayList<>();

    private final List<int[]> groups = new ArrayList<>();

    /** Takes a row and its group. */
    @FunctionalInterface
    interface Sink {
        /** @param group the number of groups so far for a new one; {@link #OTHER} for one too many */
        void take(int row, int group);
    }

    GroupPass(Workspace workspace, Choice choice, Grouping grouping) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.choice = choice;
        this.by = grouping.by();
        texts = new ValueNumbers[by.size()];
        current = new int[by.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new ValueNumbers();
            ofSeveral.add(new HashMap<>());
        }
    }

    /** @return false if it was cancelled */
    boolean run(JobProgress progress, Sink sink) throws IOException {
        IndexedValues indexed = new IndexedValues(workspace);
        RowValues values = new RowValues(events, indexed);
        RowValues.Value[] columns = new RowValues.Value[by.size()];
        List<String> replayed = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = values.of(by.get(i), texts[i]).orElse(null);
            if (columns[i] == null) {
                replayed.add(by.get(i));
            }
        }
        if (replayed.isEmpty()) {
            return progress.visit(choice.size(), place -> {
                int row = choice.row(place);
                for (int i = 0; i < columns.length; i++) {
                    current[i] = columns[i].of(row);
                }
                sink.take(row, group());
            });
        }
        return replay(columns, replayed, progress, sink);
    }

    /** Capture by capture, each from its first row on. A row whose record is gone is one of the others. */
    private boolean replay(RowValues.@Nullable Value[] columns, List<String> replayed, JobProgress progress, Sink sink)
            throws IOException {
        int captures = workspace.captures().size();
        for (int capture = 0; capture < captures; capture++) {
            JobProgress part = progress.part(capture / (double) captures, (capture + 1) / (double) captures);
            if (!replay(new Cursor(capture), columns, fields(replayed), part, sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean replay(
            Cursor cursor, RowValues.@Nullable Value[] columns, Field[] fields, JobProgress progress, Sink sink)
            throws IOException {
        if (cursor.hasRow()) {
            CaptureSession capture = workspace.captures().get(cursor.capture);
            capture.replay(cursor.number(), progress, context -> {
                long reached = context.event().number();
                for (; cursor.hasRow() && cursor.number() < reached; cursor.next()) {
                    sink.take(cursor.row(), OTHER);
                }
                if (cursor.hasRow() && cursor.number() == reached) {
                    take(cursor.row(), context, columns, fields);
                    sink.take(cursor.row(), group());
                    cursor.next();
                }
                return cursor.hasRow();
            });
        }
        for (; cursor.hasRow() && !progress.isCancelled(); cursor.next()) {
            sink.take(cursor.row(), OTHER);
        }
        return !progress.isCancelled();
    }

    private void take(int row, EventContext context, RowValues.@Nullable Value[] columns, Field[] fields) {
        int replayed = 0;
        for (int i = 0; i < columns.length; i++) {
            RowValues.Value column = columns[i];
            current[i] = column == null ? texts[i].of(fields[replayed++].print(context)) : column.of(row);
        }
    }

    /** Of their own: what they remember belongs to one replay. */
    private static Field[] fields(List<String> names) throws IOException {
        StandardFields registry = new StandardFields();
        Field[] fields = new Field[names.size()];
        for (int i = 0; i < fields.length; i++) {
            try {
                fields[i] = CellReader.resolve(registry, names.get(i));
            } catch (UnknownFieldException e) {
                throw new IOException(e.withHint(), e);
            }
        }
        return fields;
    }

    /** The rows of the choice that are of one capture, in their order. */
    private final class Cursor {
        private final int capture;
        private int place = -1;

        Cursor(int capture) {
            this.capture = capture;
            next();
        }

        void next() {
            do {
                place++;
            } while (place < choice.size() && events.capture(choice.row(place)) != capture);
        }

        boolean hasRow() {
            return place < choice.size();
        }

        int row() {
            return choice.row(place);
        }

        /** {@code evt.num} of the row's event. */
        long number() {
            return events.number(row());
        }
    }

    /** The group of the current values. */
    private int group() {
        int group = current[0];
        if (current.length == 1) {
            return group == ValueNumbers.TOO_MANY ? OTHER : groupOfOne(group);
        }
        for (int i = 1; i < current.length; i++) {
            if (group == ValueNumbers.TOO_MANY || current[i] == ValueNumbers.TOO_MANY) {
                return OTHER;
            }
            group = step(i, (long) group << Integer.SIZE | current[i]);
        }
        return group;
    }

    private int groupOfOne(int value) {
        if (value >= ofOne.length) {
            ofOne = Arrays.copyOf(ofOne, Math.max(value + 1, ofOne.length * 2));
        }
        if (ofOne[value] == 0) {
            groups.add(new int[] {value});
            ofOne[value] = groups.size();
        }
        return ofOne[value] - 1;
    }

    private int step(int field, long key) {
        Map<Long, Integer> known = ofSeveral.get(field);
        Integer number = known.get(key);
        if (number == null) {
            if (known.size() >= EventGroups.MOST) {
                return OTHER;
            }
            number = known.size();
            known.put(key, number);
            if (field == current.length - 1) {
                groups.add(current.clone());
            }
        }
        return number;
    }

    /** The values of a group; null for one that is missing. */
    List<@Nullable String> values(int group) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            values.add(texts[i].text(groups.get(group)[i]));
        }
        return values;
    }
}
