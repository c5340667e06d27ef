package lanner.investigation.entities;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.SystemState;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/** What of an event the record alone says: how a file was opened, which mode it was given, the arguments. */
final class RecordWords implements Closeable {
    private static final Set<EventType> CHANGE_MODE =
            EnumSet.of(EventType.CHMOD, EventType.FCHMOD, EventType.FCHMODAT, EventType.FCHMODAT2);
    private static final long EXECUTABLE = 0111;
    /** The result, which the step tells, and names of users, which the record alone does not have. */
    private static final Pattern NOT_SAID = Pattern.compile("^res=\\S+ ?|\\(<NA>\\)");

    /** A state keeps what it saw: a new one now and then, of captures with processes without end. */
    private static final int MOST_OPENS = 4096;

    private static final int LONGEST_ARGUMENTS = 160;

    private final RecordPass records;
    private final Event event = new Event();
    /** For the fields of opens, which need nothing that was before; made anew now and then. */
    private SystemState state = new SystemState();

    private int opens;
    private final Field writes;
    private final Field creates;
    private final Field arguments;

    RecordWords(Workspace workspace, Events events) {
        records = new RecordPass(workspace, events);
        StandardFields fields = new StandardFields();
        try {
            writes = fields.resolve("evt.is_open_write", Optional.empty());
            creates = fields.resolve("evt.is_open_create", Optional.empty());
            arguments = fields.resolve("lanner.args", Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks a field", e);
        }
    }

    /** False for a record that cannot be read any more: the capture was changed since it was indexed. */
    private boolean read(int row) throws IOException {
        try {
            records.read(row, event);
            return true;
        } catch (CaptureFormatException e) {
            // The columns are from when it was good; what only the record tells is not told.
            return false;
        }
    }

    private static String print(Field field, SystemState state) {
        return Objects.requireNonNullElse(field.print(state.context()), "");
    }

    /** What a call that opens something did. */
    String opened(int row) throws IOException {
        if (!read(row)) {
            return "opened";
        }
        if (opens++ % MOST_OPENS == 0) {
            state = new SystemState();
        }
        state.apply(event);
        if ("true".equals(print(creates, state))) {
            return "created";
        }
        return "true".equals(print(writes, state)) ? "opened for writing" : "opened for reading";
    }

    /** What a call did to its first path, with what the record adds; empty for a call that is no step of a story. */
    String toFirst(Events events, int row, EventType type) throws IOException {
        // One that only creates has its word in the table.
        if (type.is(EventType.Trait.OPEN) && !CallWords.has(type)) {
            return opened(row);
        }
        String words = CallWords.toFirst(events, type, events.targetId(row));
        boolean isExecutable =
                CHANGE_MODE.contains(type) && read(row) && (event.param(type.indexOf("mode"), 0) & EXECUTABLE) != 0;
        return isExecutable ? "made executable" : words;
    }

    /** A call with its arguments, as far as they fit into a line; bytes, one character each. */
    String call(int row, String name) throws IOException {
        if (!read(row)) {
            return name;
        }
        // What other records said of descriptors may be over: these are numbers here.
        SystemState alone = new SystemState();
        alone.apply(event);
        String all = NOT_SAID.matcher(print(arguments, alone)).replaceAll("");
        String some = all.length() <= LONGEST_ARGUMENTS ? all : all.substring(0, LONGEST_ARGUMENTS) + "...";
        return (name + " " + some).strip();
    }

    /** A number that the record holds; -1 where it does not. */
    long number(int row, EventType type, String parameter) throws IOException {
        return read(row) ? event.param(type.indexOf(parameter), -1) : -1;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
