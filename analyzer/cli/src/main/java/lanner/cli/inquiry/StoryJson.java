package lanner.cli.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.entities.Story;
import lanner.investigation.entities.StoryStep;
import lanner.investigation.entities.StorySubject;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;

/** Stories as one object. Texts of captures are bytes, one character each, as {@code JsonText} takes them. */
public final class StoryJson {
    private final Events events;
    private final List<Map<String, Object>> stories = new ArrayList<>();

    public StoryJson(Events events) {
        this.events = events;
    }

    public void add(StorySubject subject, Story story) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", subject.kind().name().toLowerCase(Locale.ROOT));
        object.put("name", subject.name());
        if (subject.process() >= 0) {
            object.put("process", InquiryJson.process(events, subject.process()));
        }
        object.put("steps", story.steps().stream().map(this::step).toList());
        object.put("other_events", story.others());
        object.put("events_not_kept", story.beyond());
        object.put("alerts", story.alerts(events).stream().map(this::alert).toList());
        stories.add(object);
    }

    private Map<String, Object> step(StoryStep step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", events.number(step.row()));
        object.put("time", EventTime.utc(events.time(step.row()), "Z"));
        object.put("what", step.what());
        object.put("outcome", step.outcome().kind().word());
        object.put(
                "error",
                step.outcome().error().isEmpty() ? null : step.outcome().error());
        object.put("calls", step.count());
        object.put("bytes", step.bytes());
        object.put("by", events.processName(step.process()));
        return object;
    }

    private Map<String, Object> alert(AlertEntry alert) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", alert.number());
        object.put("priority", alert.priority().word());
        object.put("rule", JsonText.latin(alert.rule()));
        object.put("outcome", alert.words());
        return object;
    }

    /** @param more how many things that can be meant are not told of */
    public Map<String, Object> object(int more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("stories", stories);
        object.put("not_told", more);
        return object;
    }
}
