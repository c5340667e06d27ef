package lanner.cli.inquiry;

import java.io.PrintWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.index.Events;
import lanner.investigation.streams.FollowReader.Passed;
import lanner.investigation.streams.FollowStep;
import lanner.investigation.streams.FollowStep.Direction;
import lanner.investigation.streams.FollowStream;

/** The same as one object, written step by step: there may be millions. */
public final class FollowJson {
    private final Events events;
    private final Direction only;
    private final PrintWriter out;
    private boolean later;

    /** @param only the way whose data is written; none for both */
    public FollowJson(Events events, Direction only, PrintWriter out) {
        this.events = events;
        this.only = only;
        this.out = out;
    }

    public void begin() {
        out.print("{\"steps\":[");
    }

    public void step(FollowStep step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", events.number(step.row()));
        object.put("time", EventTime.utc(step.time(), "Z"));
        object.put("by", events.processName(events.processOf(step.row()).id()));
        object.put("fd", step.fd());
        object.put("call", events.call(step.row()));
        object.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
        object.put("words", step.words().isEmpty() ? null : step.words());
        object.put("error", step.error().isEmpty() ? null : step.error());
        if (step.kind() == FollowStep.Kind.MOVED_DATA) {
            object.put("direction", step.direction().word());
            object.put("bytes", step.size() < 0 ? null : step.size());
            object.put("cut", step.isCut());
            boolean wanted = only == Direction.NONE || only == step.direction();
            object.put("data", wanted ? Base64.getEncoder().encodeToString(step.data()) : null);
        }
        out.print((later ? "," : "") + JsonText.write(object));
        later = true;
    }

    public void end(Passed passed) {
        FollowStream.Totals totals = passed.totals();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", passed.name().isEmpty() ? null : passed.name());
        object.put("type", passed.type());
        object.put("bytes_out", totals.out());
        object.put("bytes_out_kept", totals.outKept());
        object.put("bytes_in", totals.in());
        object.put("bytes_in_kept", totals.inKept());
        object.put("calls", totals.calls());
        object.put("calls_of_unknown_size", totals.unknown());
        object.put("open_at_end", passed.openAtEnd());
        out.println("]," + JsonText.write(object).substring(1));
    }
}
