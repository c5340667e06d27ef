package lanner.investigation.rows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import lanner.engine.field.KernelNames;
import lanner.investigation.index.Calls;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What rows are sorted by, as numbers: a value itself, or for text the rank among all texts there are, so that each text is
 * compared once and not once for each row.
 */
final class RowKeys {
    /** A row without a value. No value is this number. */
    static final long MISSING = Long.MAX_VALUE;

    /** The kernel's errors are below this. */
    private static final int ERRORS = 4096;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final int LOOK_EVERY = 0xFFFF;

    /** A row's key; the same at all times, from any thread. */
    @FunctionalInterface
    interface Key {
        long of(int row);
    }

    private final Workspace workspace;
    private final Events events;
    private final JobProgress progress;

    private RowKeys(Workspace workspace, JobProgress progress) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.progress = progress;
    }

    /**
     * The keys of a column or a field.
     *
     * @throws RowSort.Cancelled when it was cancelled
     * @throws IOException when the field is in no column, and there are too many rows to read its values
     */
    static Key of(String by, Workspace workspace, RowSet rows, JobProgress progress) throws IOException {
        RowKeys keys = new RowKeys(workspace, progress);
        Key key = keys.ofColumn(by);
        return key != null ? key : keys.ofRead(by, rows);
    }

    private @Nullable Key ofColumn(String by) {
        return switch (by) {
            case RowSort.NUMBER -> row -> row;
            case RowSort.TIME -> events::time;
            case RowSort.PROCESS -> ofImage(this::byProcess);
            case RowSort.CALL -> ofCallOrVerb();
            case RowSort.RESULT -> row -> events.hasResult(row) ? Math.min(events.result(row), MISSING - 1) : MISSING;
            case RowSort.ABOUT -> ofAbout();
            default -> ofField(by);
        };
    }

    /** Of a field that the columns hold; null for another. */
    private @Nullable Key ofField(String field) {
        IndexedValues values = new IndexedValues(workspace);
        if (!values.holds(field)) {
            return null;
        }
        return switch (field) {
            case "evt.type" -> ofCall();
            case "evt.res" -> ofOutcome(values);
            case "proc.name" -> ofImage((one, two) -> programName(one).compareTo(programName(two)));
            case "proc.exepath" ->
                ofImage((one, two) -> image(one).exePath().compareTo(image(two).exePath()));
            case "fd.name" -> {
                Key names = ofName();
                yield row -> values.isNamed(row)
                        ? names.of(row)
                        : values.value(field, row).isPresent() ? -1 : MISSING;
            }
            default -> row -> values.number(field, row);
        };
    }

    /** As {@code proc.name} has it: a request has none. */
    private String programName(int id) {
        return image(id).isProgram() ? image(id).comm() : "";
    }

    private ProgramImage image(int id) {
        return events.image(id);
    }

    /** What a call came to by name: success, or one of the kernel's few errors. */
    private Key ofOutcome(IndexedValues values) {
        String[] names = texts(ERRORS, error -> error == 0 ? "SUCCESS" : KernelNames.error(error));
        int[] ranks = ranks(ERRORS, (one, two) -> names[one].compareTo(names[two]));
        return row -> {
            long result = values.number("evt.rawres", row);
            return result == MISSING ? MISSING : ranks[(int) Math.max(0, Math.min(ERRORS - 1, -result))];
        };
    }

    /** Of what is in no column of the index: its values are read once, and kept as ranks. */
    private Key ofRead(String by, RowSet set) throws IOException {
        int count = set.size();
        if (count > RowSort.MOST_REPLAYED) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s is not in the index: the table is sorted by it when at most %,d events are shown, not %,d. Filter"
                            + " first, or narrow the time.",
                    by.equals(RowSort.ARGUMENTS) ? "the column Arguments" : by,
                    RowSort.MOST_REPLAYED,
                    count));
        }
        String[] values = by.equals(RowSort.ARGUMENTS) ? arguments(set, count) : replayed(by, set, count);
        String[] texts =
                Arrays.stream(values).filter(Objects::nonNull).distinct().toArray(String[]::new);
        boolean numbers =
                Arrays.stream(texts).allMatch(text -> NUMBER.matcher(text).matches());
        int[] ranks = ranks(
                texts.length,
                numbers
                        ? (one, two) -> Long.compare(Long.parseLong(texts[one]), Long.parseLong(texts[two]))
                        : (one, two) -> texts[one].compareTo(texts[two]));
        Map<String, Long> ids = new HashMap<>();
        for (int id = 0; id < texts.length; id++) {
            ids.put(texts[id], (long) ranks[id]);
        }
        long[] keys = new long[count];
        for (int place = 0; place < count; place++) {
            keys[place] = ids.getOrDefault(values[place], MISSING);
        }
        return row -> {
            int place = set.placeOf(row);
            return place < count && set.row(place) == row ? keys[place] : MISSING;
        };
    }

    private String[] arguments(RowSet set, int count) throws IOException {
        RowText text = new RowText();
        String[] values = new String[count];
        for (int place = 0; place < count; place++) {
            if ((place & LOOK_EVERY) == 0) {
                RowSort.Cancelled.check(progress);
            }
            String arguments = text.of(events, set.row(place)).arguments();
            values[place] = arguments.isEmpty() ? null : arguments;
        }
        return values;
    }

    private String[] replayed(String field, RowSet set, int count) throws IOException {
        int[] rows = new int[count];
        Arrays.setAll(rows, set::row);
        String[] values = new String[count];
        Map<String, String> same = new HashMap<>();
        int[] place = new int[1];
        try (CellReader reader = new CellReader(workspace, List.of(field), List.of())) {
            boolean whole = reader.read(
                    rows,
                    progress,
                    cells -> values[place[0]++] = cells.value(0)
                            .map(text -> same.computeIfAbsent(text, key -> key))
                            .orElse(null));
            if (!whole) {
                throw new RowSort.Cancelled();
            }
        }
        return values;
    }

    private int byProcess(int image, int other) {
        ProgramImage one = events.image(image);
        ProgramImage two = events.image(other);
        int order = one.comm().compareTo(two.comm());
        if (order == 0) {
            ProcessEntry first = events.process(one.process());
            ProcessEntry second = events.process(two.process());
            order = Integer.compare(first.pid(), second.pid());
            order = order == 0 ? Integer.compare(first.reuse(), second.reuse()) : order;
        }
        return order;
    }

    private Key ofImage(Order order) {
        int[] ranks = ranks(events.images(), order);
        return row -> at(ranks, events.imageId(row));
    }

    private Key ofCall() {
        String[] names = texts(1 << Short.SIZE, Calls::name);
        int[] ranks = ranks(names.length, (one, two) -> names[one].compareTo(names[two]));
        return row -> ranks[events.callCode(row) & 0xFFFF];
    }

    /** Calls and, among them, requests by their verbs. */
    private Key ofCallOrVerb() {
        int calls = 1 << Short.SIZE;
        String[] texts = texts(calls + events.names(), id -> id < calls ? Calls.name(id) : events.name(id - calls));
        int[] ranks = ranks(texts.length, (one, two) -> texts[one].compareTo(texts[two]));
        return row -> {
            if (!events.isRequest(row)) {
                return ranks[events.callCode(row) & 0xFFFF];
            }
            int verb = events.verbId(row);
            return verb == Events.NO_NAME ? MISSING : at(ranks, calls + verb);
        };
    }

    private Key ofName() {
        String[] names = texts(events.names(), events::name);
        int[] ranks = ranks(names.length, (one, two) -> names[one].compareTo(names[two]));
        return row -> at(ranks, events.nameId(row));
    }

    /** Names and programs by their texts, then children by their numbers. */
    private Key ofAbout() {
        int names = events.names();
        String[] texts = texts(
                names + events.images(),
                id -> id < names ? events.name(id) : events.image(id - names).exePath());
        int[] ranks = ranks(texts.length, (one, two) -> texts[one].compareTo(texts[two]));
        return row -> {
            int path = events.pathId(row);
            if (path != Events.NO_NAME && !About.isExec(events, row)) {
                return nameRank(ranks, names, path);
            }
            About about = About.of(events, row).orElse(null);
            if (about == null) {
                return MISSING;
            }
            return switch (about.kind()) {
                case PROGRAM -> at(ranks, names + events.imageId(row));
                case CHILD -> texts.length + events.result(row);
                case TARGET -> nameRank(ranks, names, events.targetId(row));
                case DESCRIPTOR, PATH -> nameRank(ranks, names, path);
                case OBJECT -> nameRank(ranks, names, events.objectId(row));
            };
        };
    }

    private static long nameRank(int[] ranks, int names, int id) {
        return id < names ? ranks[id] : MISSING;
    }

    /** What came after the ranks were made, and what is no name, has none. */
    private static long at(int[] ranks, int id) {
        return id < 0 || id >= ranks.length ? MISSING : ranks[id];
    }

    private static String[] texts(int count, IntFunction<String> text) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = text.apply(i);
        }
        return texts;
    }

    @FunctionalInterface
    private interface Order {
        int compare(int one, int other);
    }

    /** By id: how many come before, those that are equal counted once. */
    private int[] ranks(int count, Order order) {
        Integer[] ids = new Integer[count];
        Arrays.setAll(ids, id -> id);
        int[] compared = new int[1];
        Comparator<Integer> looking = (one, two) -> {
            if ((++compared[0] & LOOK_EVERY) == 0) {
                RowSort.Cancelled.check(progress);
            }
            return order.compare(one, two);
        };
        Arrays.sort(ids, looking);
        int[] ranks = new int[count];
        int rank = 0;
        for (int i = 0; i < count; i++) {
            rank += i > 0 && order.compare(ids[i - 1], ids[i]) != 0 ? 1 : 0;
            ranks[ids[i]] = rank;
        }
        return ranks;
    }
}
