package lanner.investigation.rows;

import java.io.IOException;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.engine.field.Field;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.state.SystemState;
import lanner.investigation.index.Events;
import org.jspecify.annotations.Nullable;

/**
 * What a row says beyond its columns: the result by name, the parameters. Read from the record alone, without the state
 * around it: descriptors are numbers here. For one thread.
 */
public final class RowText {
    private final Event event = new Event();
    private final Field arguments;
    private final Field result;

    /** @param result by name, as {@code evt.res} has it */
    public record Text(String result, String arguments) {}

    public RowText() {
        StandardFields fields = new StandardFields();
        try {
            arguments = fields.resolve("lanner.args", Optional.empty());
            result = fields.resolve("evt.res", Optional.empty());
        } catch (UnknownFieldException e) {
            throw new IllegalStateException("the registry lacks a field", e);
        }
    }

    public Text of(Events events, int row) throws IOException {
        events.read(row, event);
        return of(event);
    }

    /** Of a record that was read already. */
    public Text of(Event read) {
        SystemState state = new SystemState();
        state.apply(read);
        return new Text(orEmpty(result.print(state.context())), orEmpty(arguments.print(state.context())));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
