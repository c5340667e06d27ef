package lanner.sql.table;

import static lanner.sql.table.ColumnType.FLAG;
import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ColumnType.TEXTS;
import static lanner.sql.table.ColumnType.TIME;
import static lanner.sql.table.ListTable.column;

import java.util.List;
import lanner.engine.json.JsonText;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.workspace.CaptureSession;
import lanner.product.Counted;
import org.jspecify.annotations.Nullable;

/** {@code alerts}: those of the index. */
final class AlertsTable {
    /** An alert of a capture. */
    private record Row(CaptureSession capture, AlertEntry alert) {
        Events events() {
            return capture.events();
        }

        ProgramImage image() {
            return events().image(events().imageId(alert.row()));
        }

        ProcessEntry process() {
            return events().processOf(alert.row());
        }
    }

    // spotless:off
    private static final List<ListTable.Of<Row>> COLUMNS = List.of(
        column("capture", TEXT, "The capture, as it was given.", (row, to) -> to.text(JsonText.latin(row.capture().given().toString()))),
        column("event", NUMBER, "The number of the event that raised it.", (row, to) -> to.number(row.alert().number())),
        column("time", TIME, "Its time, UTC.", (row, to) -> to.number(row.alert().time())),
        column("rule", TEXT, "The rule; of several that match an event the first, as `analyze` has it.", (row, to) -> to.text(JsonText.latin(row.alert().rule()))),
        column("priority", TEXT, "`Emergency`, `Alert`, `Critical`, `Error`, `Warning`, `Notice`, `Informational`, `Debug`.", (row, to) -> to.text(row.alert().priority().word())),
        column("severity", NUMBER, "The same as a number, 0 for the gravest to 7.", (row, to) -> to.number(row.alert().priority().severity())),
        column("tags", TEXTS, "The rule's tags.", (row, to) -> to.texts(row.alert().tags().stream().map(JsonText::latin).toList())),
        column("message", TEXT, "The rule's output.", (row, to) -> to.text(row.alert().message())),
        column("outcome", TEXT, "What became of what it tells of: `done`, `refused`, `pending` or `unknown`.", (row, to) -> to.text(row.alert().outcome().kind().word())),
        column("error", TEXT, "The error's name; NULL if it was done.", (row, to) -> to.text(filled(row.alert().outcome().error()))),
        column("inline", FLAG, "Whether it rests on the process's own statement.", (row, to) -> to.flag(row.alert().inline())),
        column("process_id", NUMBER, "The process, as `id` of `processes`; NULL for a request to an API server.", (row, to) -> ProcessesTable.optional(row.process().id(), to)),
        column("pid", NUMBER, "The kernel's number of it.", (row, to) -> ProcessesTable.optional(row.image().isProgram() ? row.process().pid() : -1, to)),
        column("process", TEXT, "Its name at that moment.", (row, to) -> to.text(row.image().isProgram() ? row.image().comm() : null)),
        column("cmdline", TEXT, "Its command line at that moment, shortened.", (row, to) -> to.text(row.image().isProgram() ? row.image().commandLine() : null)),
        column("user_name", TEXT, "Its user at its last event; who asked an API server.", (row, to) -> to.text(filled(row.image().isProgram() ? row.process().user() : row.image().comm()))),
        column("container_id", TEXT, "Its container; NULL for none.", (row, to) -> to.text(filled(row.process().container()))));
    // spotless:on

    static final Table TABLE = new ListTable<>(
            "alerts",
            "An alert of the rules: those of `-r`, or those that come with Lanner.",
            COLUMNS,
            (captures, chosen) -> {
                captures.index();
                for (CaptureSession capture : captures.workspace().captures()) {
                    if (capture.index().moreAlerts() > 0) {
                        captures.say(capture.given() + ": the table alerts lacks "
                                + Counted.of(capture.index().moreAlerts(), "alert")
                                + ", which lanner analyze prints: an index keeps the first ones");
                    }
                }
                return captures.workspace().captures().stream()
                        .flatMap(capture -> capture.events().alerts().stream().map(alert -> new Row(capture, alert)))
                        .iterator();
            });

    private AlertsTable() {}

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }
}
