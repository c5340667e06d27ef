package lanner.cli.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import lanner.engine.field.EventTime;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.Activity;
import lanner.investigation.casework.AlertGroups;
import lanner.investigation.casework.CaseSummary;
import lanner.investigation.entities.ProcessForest;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;

/** The same as objects. Texts of captures are bytes, one character each, as {@code JsonText} takes them. */
public final class InquiryJson {
    private InquiryJson() {}

    /**
     * Each process of captures, one after the other: a capture may have millions. {@code parent} is the {@code id} of
     * another.
     */
    public static void processes(Events events, Consumer<Map<String, Object>> each) {
        for (int id = 0; id < events.processes(); id++) {
            each.accept(process(events, id));
        }
    }

    /** One process; {@code parent} is the {@code id} of another. */
    static Map<String, Object> process(Events events, int id) {
        ProcessEntry process = events.process(id);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("parent", process.parent() < 0 ? null : process.parent());
        object.put("pid", process.pid());
        object.put("program", ProcessForest.program(events, process));
        object.put("command", ProcessForest.commandLine(events, process));
        object.put("user", process.user());
        object.put("container", process.container());
        object.put("start", EventTime.utc(process.start(), "Z"));
        object.put("end", process.end() == 0 ? null : EventTime.utc(process.end(), "Z"));
        object.put("ending", process.ending().isEmpty() ? null : process.ending());
        object.put("events", process.events());
        object.put("alerts", process.alerts());
        return object;
    }

    /** What a summary found. */
    public static Map<String, Object> summary(Events events, CaseSummary summary) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (CaseSummary.Figure figure : summary.figures()) {
            object.put(key(figure.measure()), figure.value());
        }
        object.put("alert_groups", alerts(events));
        Activity activity = summary.activity();
        object.put(
                "programs",
                activity.programs().stream()
                        .map(each -> object("path", each.path(), "times", each.times()))
                        .toList());
        object.put(
                "files",
                activity.files().stream()
                        .map(each -> object(
                                "path",
                                each.path(),
                                "changes",
                                SummaryText.words(each.changes()),
                                "calls",
                                each.times(),
                                "alerts",
                                each.alerts()))
                        .toList());
        object.put("peers", activity.peers().stream().map(InquiryJson::peer).toList());
        for (CaseSummary.Look.Kind kind : List.of(CaseSummary.Look.Kind.PRIVILEGE, CaseSummary.Look.Kind.NEW_PROGRAM)) {
            object.put(
                    kind == CaseSummary.Look.Kind.PRIVILEGE ? "privilege_changes" : "new_programs",
                    summary.looks().stream()
                            .filter(look -> look.kind() == kind)
                            .map(look -> object("what", look.text(), "times", look.count()))
                            .toList());
        }
        Map<String, Object> more = new LinkedHashMap<>();
        summary.more().forEach((kind, count) -> more.put(kind.words(), count));
        object.put("not_listed", more);
        return object;
    }

    private static String key(CaseSummary.Measure measure) {
        return switch (measure) {
            case DURATION -> "duration_ns";
            case PROGRAMS -> "programs_run";
            case WRITES -> "files_opened_for_writing";
            case FAILED -> "failed_calls";
            case EVENTS, PROCESSES, CONNECTIONS, ALERTS, GAPS -> measure.name().toLowerCase(Locale.ROOT);
        };
    }

    private static Map<String, Object> peer(Activity.Peer peer) {
        return object(
                "address",
                peer.address(),
                "connections_made",
                peer.connected(),
                "connections_accepted",
                peer.accepted(),
                "failed",
                peer.refused(),
                "bytes_sent",
                peer.sent(),
                "bytes_received",
                peer.received());
    }

    private static List<Map<String, Object>> alerts(Events events) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (AlertGroups.Group group : SummaryText.groups(events)) {
            AlertEntry first = group.alerts().get(0);
            groups.add(object(
                    "priority",
                    first.priority().word(),
                    "rule",
                    JsonText.latin(first.rule()),
                    "times",
                    group.alerts().size(),
                    "first_event",
                    first.number(),
                    "first_process",
                    AlertGroups.process(events, first),
                    "outcomes",
                    SummaryText.outcomes(group)));
        }
        return groups;
    }

    private static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], pairs[i + 1]);
        }
        return object;
    }
}
