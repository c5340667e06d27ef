package lanner.investigation.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import lanner.capture.event.Event;
import lanner.engine.alert.AlertText;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.exchange.table.CsvText;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.Request;
import lanner.investigation.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Rows of the table as text that other programs read. */
public final class RowExport {
    /** A filter of more parts is nothing that a person could read. */
    private static final int MOST_PARTS = 400;
    /** So many numbers one behind the other are written as a stretch. */
    private static final int LEAST_STRETCH = 3;

    /** How it is written. */
    public enum Form {
        /** A line a row, columns apart by tabs, as the table shows them. */
        TEXT("text"),
        /** With a line of headings; values are quoted where they must be (RFC 4180). Times are UTC. */
        CSV("CSV"),
        /** An object a line; a value that is missing has no name. Times are UTC. */
        JSON_LINES("JSON lines");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A column.
     *
     * @param id one of the table's own, as {@link RowSort} and the table call them, or a field
     * @param words its heading
     */
    public record Column(String id, String words) {}

    private final Workspace workspace;
    private final Events events;
    private final List<Column> columns;
    private final LongFunction<String> time;
    private final Map<String, Integer> replayed = new HashMap<>();
    private final RowText records = new RowText();

    /** @param time writes a time for {@link Form#TEXT}, nanoseconds since 1970 */
    public RowExport(Workspace workspace, List<Column> columns, LongFunction<String> time) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.columns = List.copyOf(columns);
        this.time = time;
    }

    /**
     * Writes rows. Fields that are in no column of the index are replayed.
     *
     * @param rows in any order, which is kept
     * @return empty if it was cancelled
     */
    public Optional<String> write(int[] rows, Form form, JobProgress progress) throws IOException {
        IndexedValues indexed = new IndexedValues(workspace);
        List<String> fields = new ArrayList<>();
        for (Column column : columns) {
            if (column.id().contains(".") && !indexed.holds(column.id())) {
                replayed.put(column.id(), fields.size());
                fields.add(column.id());
            }
        }
        Map<Integer, CellReader.Cells> cells = new HashMap<>();
        if (!fields.isEmpty()) {
            int[] ascending = rows.clone();
            Arrays.sort(ascending);
            try (CellReader reader = new CellReader(workspace, fields, List.of())) {
                if (!reader.read(ascending, progress, read -> cells.put(read.row(), read))) {
                    return Optional.empty();
                }
            }
        }
        StringBuilder text = new StringBuilder();
        if (form == Form.CSV) {
            line(text, form, columns.stream().map(Column::words).toList());
        }
        for (int row : rows) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Column column : columns) {
                values.put(column.id(), value(column.id(), row, form, cells, indexed));
            }
            if (form == Form.JSON_LINES) {
                values.values().removeIf(value -> value == null);
                text.append(JsonText.write(values)).append('\n');
            } else {
                line(text, form, values.values());
            }
        }
        return Optional.of(text.toString());
    }

    private @Nullable Object value(
            String id, int row, Form form, Map<Integer, CellReader.Cells> cells, IndexedValues indexed)
            throws IOException {
        return switch (id) {
            case RowSort.NUMBER -> events.number(row);
            case RowSort.TIME -> form == Form.TEXT ? time.apply(events.time(row)) : utc(events.time(row));
            case RowSort.PROCESS -> events.who(row);
            case RowSort.CALL -> events.call(row);
            case RowSort.RESULT -> result(row, indexed);
            case RowSort.ABOUT -> About.of(events, row).map(About::words).orElse(null);
            case RowSort.DURATION -> duration(row, form);
            case RowSort.ARGUMENTS -> records.of(events, row).arguments();
            default -> {
                Integer place = replayed.get(id);
                yield place == null
                        ? indexed.value(id, row).orElse(null)
                        : Objects.requireNonNull(cells.get(row), "a row is not read")
                                .value(place)
                                .orElse(null);
            }
        };
    }

    /** In the unit that suits it, for programs in nanoseconds; null for one that is not known. */
    private @Nullable Object duration(int row, Form form) {
        long nanos = events.duration(row);
        if (nanos == Event.UNKNOWN_DURATION) {
            return null;
        }
        return form == Form.TEXT ? JsonText.latin(TimeFormat.span(nanos)) : (Object) nanos;
    }

    /** An error by name, another result as a number; of a request the response; null for none. */
    private @Nullable Object result(int row, IndexedValues indexed) {
        if (events.isRequest(row)) {
            return events.request(row)
                    .map(Request::response)
                    .filter(text -> !text.isEmpty())
                    .orElse(null);
        }
        if (events.failed(row)) {
            return indexed.value("evt.res", row).orElse(null);
        }
        return events.hasResult(row) ? events.result(row) : null;
    }

    private static String utc(long nanos) {
        return EventTime.instant(nanos).toString();
    }

    private static void line(StringBuilder text, Form form, Iterable<?> values) {
        String before = "";
        for (Object value : values) {
            text.append(before).append(form == Form.CSV ? CsvText.cell(value) : shown(value));
            before = form == Form.CSV ? "," : "\t";
        }
        text.append('\n');
    }

    private static String shown(Object value) {
        return value == null ? "" : AlertText.visible(value.toString());
    }

    /**
     * The condition that finds these rows by their numbers.
     *
     * @param rows in any order
     * @return empty when it would be too long to read
     */
    public static Optional<String> filter(Events events, int[] rows) {
        long[] numbers = Arrays.stream(rows)
                .mapToLong(events::number)
                .sorted()
                .distinct()
                .toArray();
        List<String> parts = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (int from = 0; from < numbers.length; ) {
            int to = from;
            while (to + 1 < numbers.length && numbers[to + 1] == numbers[to] + 1) {
                to++;
            }
            if (to - from + 1 >= LEAST_STRETCH) {
                parts.add("evt.num >= " + numbers[from] + " and evt.num <= " + numbers[to]);
            } else {
                Arrays.stream(numbers, from, to + 1).forEach(number -> single.add(Long.toString(number)));
            }
            from = to + 1;
        }
        if (!single.isEmpty()) {
            parts.add(
                    single.size() == 1
                            ? "evt.num = " + single.get(0)
                            : "evt.num in (" + String.join(", ", single) + ")");
        }
        if (parts.isEmpty() || parts.size() + single.size() > MOST_PARTS) {
            return Optional.empty();
        }
        return Optional.of(
                parts.size() == 1
                        ? parts.get(0)
                        : parts.stream()
                                .map(part -> part.contains(" and ") ? "(" + part + ")" : part)
                                .reduce((one, two) -> one + " or " + two)
                                .orElseThrow());
    }
}
