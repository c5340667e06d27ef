package lanner.sql.table;

import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ColumnType.TIME;
import static lanner.sql.table.ListTable.column;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.ProgramImage;
import lanner.investigation.workspace.CaptureSession;
import org.jspecify.annotations.Nullable;

/** {@code processes}: those of the index. */
final class ProcessesTable {
    private static final int SIGNAL = 0x7F;
    private static final int STATUS = 0xFF;

    /** A process of a capture. */
    private record Row(CaptureSession capture, ProcessEntry process) {
        Events events() {
            return capture.events();
        }

        Optional<ProgramImage> image() {
            return process.image() < 0 ? Optional.empty() : Optional.of(events().image(process.image()));
        }

        boolean exited() {
            return process.exit() >= 0 && (process.exit() & SIGNAL) == 0;
        }

        boolean killed() {
            return process.exit() >= 0 && (process.exit() & SIGNAL) != 0;
        }
    }

    // spotless:off
    private static final List<ListTable.Of<Row>> COLUMNS = List.of(
        column("capture", TEXT, "The capture, as it was given.", (row, to) -> to.text(JsonText.latin(row.capture().given().toString()))),
        column("id", NUMBER, "The process's number in its capture, from 0, in the order of appearance.", (row, to) -> to.number(row.process().id())),
        column("pid", NUMBER, "The kernel's number, which may be given again.", (row, to) -> to.number(row.process().pid())),
        column("parent_id", NUMBER, "The parent's `id`; NULL where the capture does not say.", (row, to) -> optional(row.process().parent(), to)),
        column("ppid", NUMBER, "The parent's `pid`.", (row, to) -> {
            if (row.process().parent() < 0) {
                to.none();
            } else {
                to.number(row.events().process(row.process().parent()).pid());
            }
        }),
        column("name", TEXT, "Its name, at most 15 bytes: the last one.", (row, to) -> to.text(row.image().map(ProgramImage::comm).orElse(null))),
        column("exe", TEXT, "The path of the program that it ran last.", (row, to) -> to.text(row.image().map(ProgramImage::exePath).orElse(null))),
        column("cmdline", TEXT, "Its name and arguments, shortened.", (row, to) -> to.text(row.image().map(ProgramImage::commandLine).orElse(null))),
        column("user_name", TEXT, "Its user's name or number at its last event.", (row, to) -> to.text(filled(row.process().user()))),
        column("container_id", TEXT, "Its container; NULL for none.", (row, to) -> to.text(filled(row.process().container()))),
        column("start_time", TIME, "Its birth, or its first event where that is not known, UTC.", (row, to) -> to.number(row.process().start())),
        column("end_time", TIME, "Its end; NULL for one that still ran when the recording ended.", (row, to) -> {
            if (row.process().end() == 0) {
                to.none();
            } else {
                to.number(row.process().end());
            }
        }),
        column("exit_code", NUMBER, "The status that it ended with; NULL if it runs, was killed, or nobody knows.", (row, to) -> optional(row.exited() ? row.process().exit() >> 8 & STATUS : -1, to)),
        column("signal", NUMBER, "The signal that killed it.", (row, to) -> optional(row.killed() ? row.process().exit() & SIGNAL : -1, to)),
        column("events", NUMBER, "How many events are its.", (row, to) -> to.number(row.process().events())),
        column("alerts", NUMBER, "How many alerts were raised on them.", (row, to) -> to.number(row.process().alerts())),
        column("first_event", NUMBER, "The number of its first event; NULL for one without any.", (row, to) -> optional(row.process().firstRow() < 0 ? -1 : row.events().number(row.process().firstRow()), to)));
    // spotless:on

    static final Table TABLE = new ListTable<>(
            "processes",
            "A process that lived during the recording, or an ancestor of one.",
            COLUMNS,
            (captures, chosen) -> {
                captures.index();
                return captures.workspace().captures().stream()
                        .flatMap(ProcessesTable::rows)
                        .iterator();
            });

    private ProcessesTable() {}

    private static Stream<Row> rows(CaptureSession capture) {
        Events events = capture.events();
        return IntStream.range(0, events.processes()).mapToObj(id -> new Row(capture, events.process(id)));
    }

    /** A number that is negative for none. */
    static void optional(long number, Cell to) {
        if (number < 0) {
            to.none();
        } else {
            to.number(number);
        }
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }
}
