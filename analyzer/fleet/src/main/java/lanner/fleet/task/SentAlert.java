package lanner.fleet.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lanner.engine.alert.Alert;
import lanner.engine.alert.Priority;
import lanner.engine.field.Outcome;
import lanner.engine.field.Source;

/** An alert on its way from where its capture was read; as {@link Alert}, without a scene. */
record SentAlert(
        String rule,
        Priority priority,
        ArrayList<String> tags,
        long time,
        String message,
        TreeMap<String, Object> fields,
        String hostname,
        long eventNumber,
        Outcome.Kind outcome,
        String error,
        Source source,
        boolean inline)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static SentAlert of(Alert alert) {
        return new SentAlert(
                alert.rule(),
                alert.priority(),
                new ArrayList<>(alert.tags()),
                alert.time(),
                alert.message(),
                new TreeMap<>(alert.fields()),
                alert.hostname(),
                alert.eventNumber(),
                alert.outcome().kind(),
                alert.outcome().error(),
                alert.source(),
                alert.inline());
    }

    Alert alert() {
        return new Alert(
                rule,
                priority,
                List.copyOf(tags),
                time,
                message,
                fields,
                hostname,
                eventNumber,
                new Outcome(outcome, error),
                source,
                inline);
    }
}
