package lanner.fleet.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.json.JsonText;
import lanner.engine.state.EventContext;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** {@code events}: a row an event, parted by day and host. */
public final class EventTable {
    /** An event at hand, and the name of its capture. */
    private record Told(String capture, EventContext context) {}

    // spotless:off
    private static final List<Column<Told>> COLUMNS = List.of(
        new Column<>("capture", StringType, "The capture's path.", told -> told.capture),
        field("number", LongType, "evt.num", "The event's number in its capture, from 1."),
        new Column<>("time", TimestampType, "When the call ended, to the microsecond.", told -> Column.instant(told.context.event().time())),
        new Column<>("time_ns", LongType, "The same, nanoseconds since 1970.", told -> told.context.event().time()),
        field("type", StringType, "evt.type", "The call's name, or what else happened."),
        field("pid", LongType, "proc.pid", "The process."),
        field("tid", LongType, "thread.tid", "The thread."),
        field("ppid", LongType, "proc.ppid", "The parent process."),
        field("process", StringType, "proc.name", "The process's name."),
        field("exe", StringType, "proc.exepath", "The path of the program that runs."),
        field("cmdline", StringType, "proc.cmdline", "Its name and arguments."),
        field("user_name", StringType, "user.name", "The effective user's name."),
        field("container_id", StringType, "container.id", "The container; `host` for none."),
        field("fd", LongType, "fd.num", "The descriptor."),
        field("fd_name", StringType, "fd.name", "What it leads to: a path, the ends of a connection."),
        field("path", StringType, "lanner.path", "The absolute path that the event is about."),
        field("result", LongType, "evt.rawres", "The call's result; -errno if it failed."),
        field("error", StringType, "evt.res", "`SUCCESS`, or the error's name."),
        field("outcome", StringType, "lanner.outcome", "`done`, `refused`, `pending` or `unknown`."),
        field("duration_ns", LongType, "lanner.duration", "How long the call took."),
        field("inline", BooleanType, "lanner.inline", "Whether the process itself recorded it."),
        field("arguments", StringType, "evt.args", "The call's parameters, as `lanner events` prints them."),
        new Column<>(Column.DATE, StringType, "The day of `time` in UTC.", told -> Column.date(told.context.event().time())),
        new Column<>(Column.HOST, StringType, "The machine's name, its first 64 characters.", told -> Column.host(told.context.state().hostname())));
    // spotless:on

    private EventTable() {}

    public static StructType schema() {
        return Column.schema(COLUMNS);
    }

    /** Its columns as rows of a table in Markdown. */
    public static String document() {
        return Column.document(COLUMNS);
    }

    /** The values of the event at hand. */
    static @Nullable Object[] values(String capture, EventContext context) {
        Told told = new Told(capture, context);
        List<@Nullable Object> values = new ArrayList<>(COLUMNS.size());
        COLUMNS.forEach(column -> values.add(column.value().of(told)));
        return values.toArray();
    }

    private static Column<Told> field(String name, DataType type, String field, String documentation) {
        Field read = resolve(field);
        return new Column<>(name, type, documentation, told -> typed(read.json(told.context), type));
    }

    private static Field resolve(String field) {
        try {
            return new StandardFields().resolve(field, Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks " + field, e);
        }
    }

    private static @Nullable Object typed(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        if (type == LongType) {
            return value instanceof Number number ? number.longValue() : null;
        }
        return type == BooleanType ? Boolean.valueOf(value.toString()) : JsonText.characters(value.toString());
    }
}
