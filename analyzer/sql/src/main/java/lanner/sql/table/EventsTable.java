package lanner.sql.table;

import static lanner.sql.table.ColumnType.FLAG;
import static lanner.sql.table.ColumnType.MAP;
import static lanner.sql.table.ColumnType.NUMBER;
import static lanner.sql.table.ColumnType.TEXT;
import static lanner.sql.table.ColumnType.TIME;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.GenericParams;
import lanner.cli.sql.SqlCaptures;
import lanner.engine.field.ArgumentText;
import lanner.engine.field.Extractor;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.json.JsonText;
import lanner.engine.state.EventContext;
import lanner.investigation.index.CaptureReplay;
import lanner.investigation.workspace.CaptureSession;
import org.jspecify.annotations.Nullable;

/**
 * {@code events}: the captures are replayed for each query, and only the fields behind the columns that it needs are read.
 * Nothing is kept.
 */
final class EventsTable implements Table {
    /** A column and the field behind it; an empty name for what is no field. */
    private record Row(String name, ColumnType type, String field, String documentation) {}

    /** What stands in the place of a name that nobody knows. */
    private static final String UNKNOWN = "<NA>";

    private static final int TELL_EVERY = 4096;
    private static final String SUCCESS = "SUCCESS";
    private static final String CAPTURE = "capture";
    private static final String ARGUMENTS = "arguments";
    private static final String ERROR = "error";

    // spotless:off
    private static final List<Row> ROWS = List.of(
        new Row(CAPTURE, TEXT, "", "The capture, as it was given."),
        new Row("number", NUMBER, "evt.num", "The event's number in its capture, from 1."),
        new Row("time", TIME, "evt.rawtime", "When the call ended, UTC."),
        new Row("type", TEXT, "evt.type", "The call's name, or what else happened: `procexit`, `signaldeliver`."),
        new Row("category", TEXT, "evt.category", "What it is about: `file`, `net`, `process`, `memory`, ..."),
        new Row("direction", TEXT, "evt.io_dir", "`read` or `write`; NULL for what moves no data."),
        new Row("pid", NUMBER, "proc.pid", "The process."),
        new Row("tid", NUMBER, "thread.tid", "The thread."),
        new Row("ppid", NUMBER, "proc.ppid", "The parent process."),
        new Row("process", TEXT, "proc.name", "The process's name, at most 15 bytes."),
        new Row("parent", TEXT, "proc.pname", "The parent's name."),
        new Row("exe", TEXT, "proc.exepath", "The path of the program that runs."),
        new Row("cmdline", TEXT, "proc.cmdline", "Its name and arguments."),
        new Row("cwd", TEXT, "proc.cwd", "The working directory."),
        new Row("uid", NUMBER, "user.uid", "The effective user."),
        new Row("user_name", TEXT, "user.name", "Its name; NULL where the capture does not know it."),
        new Row("container_id", TEXT, "container.id", "The container, twelve characters; `host` for none."),
        new Row("container_name", TEXT, "container.name", "Its name; known of the recorder's own container."),
        new Row("container_image", TEXT, "container.image", "Its image, likewise."),
        new Row("fd", NUMBER, "fd.num", "The descriptor; negative if making it failed, NULL for none."),
        new Row("fd_name", TEXT, "fd.name", "What it leads to: a path, the ends of a connection."),
        new Row("fd_type", TEXT, "fd.type", "`file`, `directory`, `ipv4`, `ipv6`, `unix`, `pipe`, ..."),
        new Row("path", TEXT, "lanner.path", "The absolute path that the event is about, whatever call it is."),
        new Row("target", TEXT, "lanner.path.target", "The second path of a call with two."),
        new Row("peer_address", TEXT, "fd.rip", "The address of the other end of the connection."),
        new Row("peer_port", NUMBER, "fd.rport", "Its port."),
        new Row("protocol", TEXT, "fd.l4proto", "`tcp`, `udp`, `icmp`, `raw`."),
        new Row("result", NUMBER, "evt.rawres", "The call's result; -errno if it failed, NULL where it is not known."),
        new Row(ERROR, TEXT, "evt.res", "The error's name, `ENOENT`; NULL if the call did not fail."),
        new Row("failed", FLAG, "evt.failed", "Whether the call failed; NULL where that is not known."),
        new Row("outcome", TEXT, "lanner.outcome", "`done`, `refused`, `pending` or `unknown`."),
        new Row("duration_ns", NUMBER, "lanner.duration", "How long the call took; NULL where it is not known."),
        new Row("waits", FLAG, "evt.is_wait", "Whether the call waits by design."),
        new Row("bytes", NUMBER, "evt.buflen", "How many bytes were read or written."),
        new Row("inline", FLAG, "lanner.inline", "Whether the process itself recorded it."),
        new Row(ARGUMENTS, MAP, "", "The call's parameters by their names, as `evt.arg` prints them."));
    // spotless:on

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String documentation() {
        return "A system call that has ended, or something else that happened; in the order of the capture.";
    }

    @Override
    public List<Column> columns() {
        return ROWS.stream()
                .map(row -> new Column(row.name(), row.type(), row.documentation()))
                .toList();
    }

    /** The field of the rule language that a column holds; empty for a column that holds none. */
    static String field(String column) {
        return ROWS.stream()
                .filter(row -> row.name().equals(column))
                .findFirst()
                .orElseThrow()
                .field();
    }

    @Override
    public Rows open(SqlCaptures captures, List<Integer> chosen) throws IOException {
        StandardFields fields = new StandardFields();
        List<Value> values = new ArrayList<>();
        for (int column : chosen) {
            values.add(value(ROWS.get(column), fields));
        }
        return new Replayed(captures, values);
    }

    /** Writes a value of the event at hand. */
    @FunctionalInterface
    private interface Value {
        void write(CaptureSession capture, EventContext context, Cell to);
    }

    private static Value value(Row row, StandardFields fields) {
        if (row.name().equals(CAPTURE)) {
            return (capture, context, to) ->
                    to.text(JsonText.latin(capture.given().toString()));
        }
        if (row.name().equals(ARGUMENTS)) {
            return (capture, context, to) -> to.map(arguments(context));
        }
        Field field = resolve(fields, row.field());
        if (field.extractor() instanceof Extractor.OfNumber number) {
            boolean flag = row.type() == FLAG;
            return (capture, context, to) -> {
                long value = number.get(context);
                if (value == Extractor.MISSING) {
                    to.none();
                } else if (flag) {
                    to.flag(value != 0);
                } else {
                    to.number(value);
                }
            };
        }
        String absent = row.name().equals(ERROR) ? SUCCESS : UNKNOWN;
        if (field.extractor() instanceof Extractor.OfText text) {
            return (capture, context, to) -> text(text.get(context), absent, to);
        }
        return (capture, context, to) -> text(field.print(context), absent, to);
    }

    private static void text(@Nullable String value, String absent, Cell to) {
        to.text(absent.equals(value) ? null : value);
    }

    private static Field resolve(StandardFields fields, String name) {
        try {
            return fields.resolve(name, Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks " + name, e);
        }
    }

    /** Parameters by name; of two with one name the first. */
    private static Map<String, String> arguments(EventContext context) {
        Event event = context.event();
        Map<String, String> arguments = new LinkedHashMap<>();
        int first = event.type() == EventType.GENERIC ? GenericParams.A0 : 0;
        for (int param = first; param < event.type().params().size(); param++) {
            String value = ArgumentText.of(context, param);
            if (value != null) {
                arguments.putIfAbsent(event.type().params().get(param).name(), value);
            }
        }
        return arguments;
    }

    /** The events of all captures, one capture after the other. */
    private static final class Replayed implements Rows {
        private final SqlCaptures captures;
        private final List<Value> values;
        private final Iterator<CaptureSession> more;
        private final Closeable progress;
        private volatile long bytes;
        private volatile long events;
        private long bytesBefore;
        private long eventsBefore;
        private @Nullable CaptureSession capture;
        private @Nullable CaptureReplay replay;
        private @Nullable EventContext context;

        Replayed(SqlCaptures captures, List<Value> values) throws IOException {
            this.captures = captures;
            this.values = values;
            more = captures.workspace().captures().iterator();
            long total = 0;
            for (CaptureSession each : captures.workspace().captures()) {
                total += each.bytes();
            }
            progress = captures.progress(total, () -> bytes, () -> events);
        }

        @Override
        public boolean next() throws IOException {
            while (true) {
                if (replay == null) {
                    if (!more.hasNext()) {
                        return false;
                    }
                    capture = more.next();
                    replay = CaptureReplay.open(capture.capture());
                }
                CaptureReplay now = replay;
                context = now.next();
                if (context != null && now.events() % TELL_EVERY != 0) {
                    return true;
                }
                events = eventsBefore + now.events();
                bytes = bytesBefore + now.reader().readBytes();
                if (context != null) {
                    return true;
                }
                bytesBefore = bytes;
                eventsBefore = events;
                if (capture != null) {
                    captures.report(capture, now.reader().report());
                }
                replay = null;
                now.close();
            }
        }

        @Override
        public void write(int column, Cell to) {
            if (capture == null || context == null) {
                throw new IllegalStateException("there is no row");
            }
            values.get(column).write(capture, context, to);
        }

        @Override
        public void close() throws IOException {
            try {
                if (replay != null) {
                    replay.close();
                    replay = null;
                }
            } finally {
                progress.close();
            }
        }
    }
}
