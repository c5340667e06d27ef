package lanner.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lanner.behaviour.baseline.Baseline;
import lanner.behaviour.baseline.Known;
import lanner.behaviour.compare.Change;
import lanner.behaviour.compare.Difference;
import lanner.behaviour.fact.Recording;
import lanner.engine.json.JsonText;
import org.jspecify.annotations.Nullable;

/** A comparison as one JSON object. */
public final class CompareJson {
    private CompareJson() {}

    /** The whole comparison. */
    public static Map<String, Object> object(Compared compared) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("before", side(compared.before()));
        object.put("after", side(compared.after()));
        object.put("notes", compared.notes().stream().map(JsonText::latin).toList());
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Change change : Change.values()) {
            counts.put(change.word(), compared.count(change));
        }
        object.put("counts", counts);
        object.put("by_chance", compared.comparison().byChance());
        List<Map<String, Object>> differences = new ArrayList<>();
        for (Difference difference : compared.differences()) {
            differences.add(object(difference));
        }
        object.put("differences", differences);
        return object;
    }

    private static Map<String, Object> side(Baseline side) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("runs", side.runs());
        List<Map<String, Object>> recordings = new ArrayList<>();
        for (Recording recording : side.recordings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("capture", JsonText.latin(recording.capture()));
            one.put("command", recording.command());
            one.put("profile", recording.profile());
            one.put("inline", recording.inline());
            one.put("events", recording.events());
            one.put("complete", recording.complete());
            one.put("missing", recording.missing());
            recordings.add(one);
        }
        object.put("recordings", recordings);
        object.put("left_out", side.left());
        return object;
    }

    private static Map<String, Object> object(Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        Known after = difference.after();
        Known before = difference.before();
        Known either = after == null ? before : after;
        object.put("change", difference.change().word());
        object.put("aspect", difference.key().aspect().word());
        object.put("text", difference.key().text());
        if (either != null) {
            either.gravity().ifPresent(gravity -> object.put("priority", gravity.word()));
        }
        put(object, "before", before);
        put(object, "after", after);
        Known.Place place = either == null ? null : either.example();
        if (either != null && !either.rules().isEmpty()) {
            object.put("rules", new TreeSet<>(either.rules()));
        }
        if (place != null) {
            Map<String, Object> example = new LinkedHashMap<>();
            example.put("capture", JsonText.latin(place.capture()));
            example.put("event", place.example().event());
            example.put("time", place.example().time());
            example.put("processes", place.example().processes());
            example.put("name", place.name());
            object.put("example", example);
        }
        return object;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Known known) {
        if (known != null) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("runs", known.runs());
            counts.put("least", known.least());
            counts.put("most", known.most());
            counts.put("done", known.done());
            counts.put("failed", known.failed());
            object.put(name, counts);
        }
    }
}
