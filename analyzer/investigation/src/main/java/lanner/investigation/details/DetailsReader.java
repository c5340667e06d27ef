package lanner.investigation.details;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lanner.capture.event.Event;
import lanner.capture.event.EventType;
import lanner.capture.event.ParamSpec;
import lanner.engine.explain.Explainer;
import lanner.engine.field.ArgumentText;
import lanner.engine.field.Field;
import lanner.engine.field.FieldSpec;
import lanner.engine.field.Source;
import lanner.engine.field.StandardFields;
import lanner.engine.field.UnknownFieldException;
import lanner.engine.rules.compile.CompiledRule;
import lanner.engine.rules.run.RuleSet;
import lanner.engine.state.EventContext;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.workspace.CaptureSession;
import lanner.investigation.workspace.Workspace;

/**
 * Replays to one event and asks everything about it.
 */
public final class DetailsReader {
    private static final int MOST_TRACES = 12;
    private static final int NEAR = 2;

    private final Workspace workspace;

    public DetailsReader(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @return empty if it was cancelled, or the event is no longer there */
    public Optional<EventDetails> read(int row, JobProgress progress) throws IOException {
        Events events = workspace.events();
        CaptureSession capture = workspace.captures().get(events.capture(row));
        long number = events.number(row);
        CaptureSession.Ready ready = capture.rulesForThread();
        EventDetails[] found = new EventDetails[1];
        capture.replay(number, progress.silent(), context -> {
            if (context.event().number() == number) {
                found[0] = details(row, context, ready);
            }
            return context.event().number() < number;
        });
        return Optional.ofNullable(found[0]);
    }

    private static EventDetails details(int row, EventContext context, CaptureSession.Ready ready) {
        return new EventDetails(
                row,
                fields(context, ready.fields()),
                arguments(context, ready.fields()),
                traces(context, ready),
                DocumentParts.of(context.document()),
                RawRecord.of(context.event()));
    }

    private static List<EventDetails.Value> fields(EventContext context, StandardFields fields) {
        List<EventDetails.Value> values = new ArrayList<>();
        for (FieldSpec spec : fields.of(Source.of(context.event())).specs()) {
            boolean bare = spec.argument() == FieldSpec.Argument.NONE || spec.argument() == FieldSpec.Argument.OPTIONAL;
            if (bare && spec.isKnown()) {
                print(context, fields, spec.name())
                        .ifPresent(text -> values.add(new EventDetails.Value(spec.name(), text)));
            }
        }
        return values;
    }

    private static Optional<String> print(EventContext context, StandardFields fields, String name) {
        try {
            Field field = fields.resolve(name, Optional.empty());
            return Optional.ofNullable(field.print(context));
        } catch (UnknownFieldException e) {
            // A row that needs an argument after all: there is nothing to print without.
            return Optional.empty();
        }
    }

    private static List<EventDetails.Argument> arguments(EventContext context, StandardFields fields) {
        List<EventDetails.Argument> arguments = new ArrayList<>();
        Event event = context.event();
        if (event.type() == EventType.GENERIC || Source.of(event) == Source.K8S_AUDIT) {
            return arguments;
        }
        List<ParamSpec> params = event.type().params();
        for (int i = 0; i < params.size(); i++) {
            int param = i;
            String name = params.get(i).name();
            print(context, fields, "evt.arg." + name)
                    .ifPresent(value -> arguments.add(
                            new EventDetails.Argument(name, value, ArgumentText.inWords(context, param))));
        }
        return arguments;
    }

    private static List<EventDetails.Trace> traces(EventContext context, CaptureSession.Ready ready) {
        RuleSet set = RuleSet.of(ready.loaded().rules(), rule -> rule.enabled(), ready.fields());
        List<EventDetails.Trace> traces = new ArrayList<>();
        for (RuleSet.Planned planned : set.candidates(context.event())) {
            CompiledRule rule = planned.rule();
            Explainer explainer = new Explainer(rule, ready.fields());
            int distance = explainer.distance(context);
            if (distance <= NEAR) {
                traces.add(new EventDetails.Trace(rule.rule().name(), distance, explainer.explain(context)));
            }
        }
        traces.sort(Comparator.comparingInt(EventDetails.Trace::distance));
        return traces.subList(0, Math.min(MOST_TRACES, traces.size()));
    }
}
