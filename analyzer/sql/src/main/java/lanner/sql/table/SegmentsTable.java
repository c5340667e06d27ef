package lanner.sql.table;

import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ListTable.column;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lanner.capture.CaptureReader;
import lanner.capture.CaptureReport;
import lanner.capture.SegmentFooter;
import lanner.capture.SegmentHeader;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.cli.sql.SqlCaptures;
import lanner.engine.json.JsonText;
import lanner.engine.text.ShellWords;
import lanner.investigation.workspace.CaptureSession;
import org.jspecify.annotations.Nullable;

/** {@code segments}: what the parts of a capture say of themselves. The captures are read to their ends. */
final class SegmentsTable {
    private static final int ASK_EVERY = 4096;

    /** A segment that has a header. */
    private record Row(
            CaptureSession capture,
            SegmentHeader header,
            @Nullable SegmentFooter footer) {}

    // spotless:off
    private static final List<ListTable.Of<Row>> COLUMNS = List.of(
        column("capture", TEXT, "The capture, as it was given.", (row, to) -> to.text(JsonText.latin(row.capture().given().toString()))),
        column("segment", NUMBER, "The segment's place in the capture, from 0.", (row, to) -> to.number(row.header().place().segment())),
        column("events_before", NUMBER, "How many events the segments before it hold.", (row, to) -> to.number(row.header().place().eventsBefore())),
        column("events", NUMBER, "How many events it holds; NULL for one without a footer.", (row, to) -> {
            if (row.footer() == null) {
                to.none();
            } else {
                to.number(row.footer().events());
            }
        }),
        column("end_reason", TEXT, "Why it ended: `continued` where another follows; NULL for one without a footer.", (row, to) -> to.text(row.footer() == null ? null : row.footer().endReason())),
        column("exit_status", NUMBER, "The recorded command's status, as a shell tells it; NULL where it is not known.", (row, to) -> ProcessesTable.optional(row.footer() == null ? -1 : row.footer().exitStatus(), to)),
        column("command", TEXT, "The recorded command.", (row, to) -> to.text(ShellWords.line(row.header().origin().command()))),
        column("cwd", TEXT, "Its working directory.", (row, to) -> to.text(row.header().origin().cwd())),
        column("capture_id", TEXT, "Random, the same in all segments of a capture.", (row, to) -> to.text(row.header().origin().captureId())),
        column("recorder", TEXT, "The recorder and its version.", (row, to) -> to.text(row.header().origin().recorder())),
        column("version", NUMBER, "The version of the capture's format.", (row, to) -> to.number(row.header().version())),
        column("host", TEXT, "The recorded machine.", (row, to) -> to.text(row.header().host().name())),
        column("kernel", TEXT, "Its kernel.", (row, to) -> to.text(row.header().host().kernel())),
        column("machine", TEXT, "Its architecture.", (row, to) -> to.text(row.header().host().machine())),
        column("timezone", TEXT, "Its zone.", (row, to) -> to.text(row.header().host().timezone())),
        column("profile", TEXT, "Which calls were recorded.", (row, to) -> to.text(row.header().content().profile())),
        column("inline_level", TEXT, "Which calls were recorded inside the processes.", (row, to) -> to.text(row.header().inlineLevel())));
    // spotless:on

    static final Table TABLE = new ListTable<>(
            "segments", "A part of a capture that can be read alone.", COLUMNS, (captures, chosen) -> rows(captures));

    private SegmentsTable() {}

    private static Iterator<Row> rows(SqlCaptures captures) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CaptureSession capture : captures.workspace().captures()) {
            read(capture, captures, rows);
        }
        return rows.iterator();
    }

    private static void read(CaptureSession capture, SqlCaptures captures, List<Row> rows) throws IOException {
        // By the place of a header: that of its footer, -1 for none.
        List<Integer> places = new ArrayList<>();
        int footers = 0;
        try (CaptureReader reader = CaptureReader.open(capture.capture())) {
            Event event = new Event();
            long read = 0;
            while (reader.next(event)) {
                if (event.type() == EventType.SEGMENT_HEADER) {
                    places.add(-1);
                } else if (event.type() == EventType.SEGMENT_FOOTER && !places.isEmpty()) {
                    places.set(places.size() - 1, footers++);
                }
                if (++read % ASK_EVERY == 0 && captures.isCancelled()) {
                    throw new InterruptedIOException("interrupted");
                }
            }
            CaptureReport report = reader.report();
            captures.report(capture, report);
            for (int i = 0; i < report.headers().size(); i++) {
                int footer = i < places.size() ? places.get(i) : -1;
                boolean has = footer >= 0 && footer < report.footers().size();
                rows.add(new Row(
                        capture, report.headers().get(i), has ? report.footers().get(footer) : null));
            }
        }
    }
}
