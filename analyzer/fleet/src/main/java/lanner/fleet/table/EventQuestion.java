package lanner.fleet.table;

import lanner.engine.state.Parents;
import lanner.fleet.task.Found;
import lanner.fleet.task.Question;

/** All events, as rows of {@link EventTable}. */
public record EventQuestion(Parents parents) implements Question {
    private static final long serialVersionUID = 1L;

    @Override
    public Asker begin() {
        return (capture, context, found, raised) ->
                found.accept(new Found.OfEvent(EventTable.values(capture, context)));
    }
}
