package lanner.viewer.explore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.index.Request;
import lanner.investigation.rows.About;
import lanner.investigation.rows.CaptureLetter;
import lanner.investigation.rows.CellReader;
import lanner.investigation.rows.IndexedValues;
import lanner.investigation.rows.RowSort;
import lanner.investigation.rows.RowText;
import lanner.investigation.rows.TimeFormat;
import lanner.viewer.explore.EventColumns.Column;
import lanner.viewer.model.Investigation;
import lanner.viewer.model.Settings;
import lanner.viewer.paint.DisplayText;
import org.jspecify.annotations.Nullable;

/** What the cells of the table of events say: from the index, from records, and from a replay, as far as they are read. */
final class EventCells {
    private static final int LONGEST = 400;
    private static final int LONGEST_USER = 100;
    private static final Map<String, String> REQUEST_FIELDS =
            Map.of(RowSort.PROCESS, "ka.user.name", RowSort.CALL, "ka.verb", RowSort.RESULT, "ka.response.code");
    /** Values that only a replay knows are read for so many rows before and behind those in view. */
    private static final int READ_AROUND = 150;

    private final Investigation investigation;
    private final Settings settings;
    private final RowTexts texts;
    private final CellValues values;
    private final IndexedValues indexed;

    /** @param arrived called when there is more to paint */
    EventCells(Investigation investigation, Runnable arrived) {
        this.investigation = investigation;
        settings = investigation.settings();
        texts = new RowTexts(arrived);
        values = new CellValues(investigation, arrived);
        indexed = new IndexedValues(investigation.workspace());
    }

    private Events events() {
        return investigation.events().get();
    }

    boolean isIndexed(String field) {
        return indexed.holds(field);
    }

    /** Which fields and which conditions of colour rules are replayed. */
    void ask(List<String> fields, List<String> conditions) {
        values.ask(fields, conditions);
    }

    /** The events may be others by now: forgets what was read of those before. */
    void follow() {
        texts.events(events());
        values.events(events());
    }

    /**
     * Reads what is in view, in a background job.
     *
     * @param shown the rows in view
     * @param first the place of the first of them
     */
    void want(RowPlaces places, long first, int[] shown) {
        texts.want(shown);
        if (values.isNeeded()) {
            long from = Math.max(0, first - READ_AROUND);
            long to = Math.min(places.count(), first + shown.length + READ_AROUND);
            // Rows in another order lie anywhere: each that is not in view costs a search of its own.
            boolean near = !places.isSorted();
            int[] around = new int[near ? (int) (to - from) : shown.length];
            for (int i = 0; i < around.length; i++) {
                around[i] = places.rowOf((near ? from : first) + i);
            }
            values.want(around);
        }
    }

    /** What a replay says of a row; null while that is not there. */
    CellReader.@Nullable Cells replayed(int row) {
        return values.get(row);
    }

    /** What the record of a row says; null while it is read. */
    RowText.@Nullable Text record(int row) {
        return texts.get(row);
    }

    String text(int row, Column column) {
        return text(row, column, record(row));
    }

    /** @param record of the row, see {@link #record} */
    String text(int row, Column column, RowText.@Nullable Text record) {
        Events events = events();
        return switch (column.id) {
            case RowSort.NUMBER -> whose(events.capture(row)) + DisplayText.number(events.number(row));
            case RowSort.TIME -> settings.time().get().moment(events.time(row), events.axis(0));
            case RowSort.PROCESS -> processName(events, row);
            case RowSort.CALL -> DisplayText.text(events.call(row), LONGEST);
            case RowSort.RESULT -> result(row, record);
            case RowSort.DURATION -> duration(row);
            case RowSort.ABOUT ->
                About.of(events, row)
                        .map(about -> DisplayText.text(about.words(), LONGEST))
                        .orElse("");
            case RowSort.ARGUMENTS -> record == null ? "" : DisplayText.text(record.arguments(), LONGEST);
            case "" -> "";
            default -> value(row, column);
        };
    }

    /** The letter of a capture, where several are open. */
    private String whose(int capture) {
        return investigation.workspace().captures().size() > 1 ? CaptureLetter.of(capture) + " " : "";
    }

    private String result(int row, RowText.@Nullable Text record) {
        Optional<Request> request = events().request(row);
        if (request.isPresent()) {
            return DisplayText.text(request.get().response(), LONGEST);
        }
        if (record == null || !events().hasResult(row)) {
            return "";
        }
        return events().failed(row) ? record.result() : Long.toString(events().result(row));
    }

    private String duration(int row) {
        long nanos = events().duration(row);
        return nanos == Event.UNKNOWN_DURATION ? "" : TimeFormat.span(nanos);
    }

    private String value(int row, Column column) {
        if (column.replayed >= 0 && values.get(row) == null) {
            return values.isReading() ? "\u2026" : "?";
        }
        return DisplayText.text(raw(row, column).orElse(""), LONGEST);
    }

    /** What a field says of a row, as the capture has it; empty for nothing, and while it is not read. */
    private Optional<String> raw(int row, Column column) {
        if (column.replayed < 0) {
            return indexed.value(column.field, row);
        }
        CellReader.Cells cells = values.get(row);
        return cells == null ? Optional.empty() : cells.value(column.replayed);
    }

    /** A cell as a menu is asked about it. */
    Cell cell(int row, Column column, int place) {
        Optional<String> value = column.isField() ? raw(row, column) : shown(row, column);
        boolean unread = column.replayed >= 0 && values.get(row) == null;
        Cell.State state = unread ? Cell.State.UNREAD : value.isPresent() ? Cell.State.KNOWN : Cell.State.MISSING;
        return new Cell(row, field(row, column), value.orElse(""), place - 1, state);
    }

    /** What a column of the table's own says; of a request as its event has it. */
    private Optional<String> shown(int row, Column column) {
        Optional<Request> request = events().request(row);
        if (request.isEmpty() || !REQUEST_FIELDS.containsKey(column.id)) {
            return Optional.of(text(row, column));
        }
        String value = switch (column.id) {
            case RowSort.PROCESS -> events().image(events().imageId(row)).comm();
            case RowSort.CALL -> request.get().verb();
            default ->
                request.get().status() == Request.NO_STATUS
                        ? ""
                        : Long.toString(request.get().status());
        };
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    /** What an event is about is of one field or of another, and a request has fields of its own. */
    private String field(int row, Column column) {
        if (column.id.equals(RowSort.ABOUT)) {
            return About.of(events(), row).map(about -> about.kind().field()).orElse(column.field);
        }
        return events().isRequest(row) ? REQUEST_FIELDS.getOrDefault(column.id, column.field) : column.field;
    }

    /** {@code bash 4711}, and {@code #2} where the number was used before; of a request who asked. */
    static String processName(Events events, int row) {
        ProgramImage image = events.image(events.imageId(row));
        if (!image.isProgram()) {
            return DisplayText.text(events.who(row), LONGEST_USER);
        }
        ProcessEntry process = events.process(image.process());
        return DisplayText.text(image.comm(), 32) + " " + process.pid()
                + (process.reuse() > 0 ? "#" + (process.reuse() + 1) : "");
    }

    /** Ends what is read, before the capture is closed. */
    void close() {
        texts.close();
        values.close();
    }
}
