package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import lanner.engine.json.JsonText;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.ReportFormat.EventLine;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.workspace.Workspace;

/** The part of a report that says what happened in order: alerts, and when each thing was first done. */
final class TimeLine {
    private static final int MOST = 2_000;

    private final Events events;
    private final ReportText text;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A moment of it.
     *
     * @param what bytes, one character each
     */
    private record Entry(int row, String what) {}

    TimeLine(Workspace workspace, CaseSummary summary, ReportText text) {
        this(workspace, summary, text, row -> true);
    }

    /** @param isTold of which rows it tells */
    TimeLine(Workspace workspace, CaseSummary summary, ReportText text, IntPredicate isTold) {
        this.events = workspace.events();
        this.text = text;
        for (AlertEntry alert : events.alerts()) {
            entries.add(new Entry(
                    alert.row(),
                    "alert: " + alert.priority().word() + ", " + JsonText.latin(alert.rule()) + " (" + alert.words()
                            + ")"));
        }
        Activity activity = summary.activity();
        Set<String> written = summary.looks().stream()
                .filter(look -> look.kind() == Look.Kind.NEW_PROGRAM)
                .map(Look::text)
                .collect(Collectors.toSet());
        activity.programs()
                .forEach(each -> entries.add(new Entry(
                        each.row(),
                        "first run of " + each.path()
                                + (written.contains(each.path()) ? ", which was written here" : ""))));
        activity.files()
                .forEach(each -> entries.add(new Entry(
                        each.row(),
                        "first change of " + each.path() + " (in all "
                                + String.join(
                                        ", ",
                                        each.changes().stream()
                                                .sorted()
                                                .map(Activity.Change::words)
                                                .toList())
                                + ")")));
        activity.peers().forEach(each -> entries.add(new Entry(each.row(), "first call about peer " + each.address())));
        summary.looks().stream()
                .filter(look -> look.kind() == Look.Kind.PRIVILEGE)
                .forEach(look -> entries.add(new Entry(look.row(), "change of privilege: " + look.text())));
        entries.removeIf(entry -> !isTold.test(entry.row()));
        entries.sort(Comparator.comparingInt(Entry::row));
    }

    /** Writes it. */
    void write(ReportFormat form) {
        form.heading(2, "Time line");
        if (entries.isEmpty()) {
            form.paragraph("Nothing was done that is told here.");
            return;
        }
        form.paragraph("Alerts, and the first time that each program was run, each file changed, each peer reached.");
        form.events(
                List.of("Time", "Event", "Process", "What"),
                entries.stream()
                        .limit(MOST)
                        .map(entry -> new EventLine(
                                entry.row(),
                                List.of(
                                        ReportText.moment(events.time(entry.row())),
                                        text.eventName(entry.row()),
                                        text.who(entry.row()),
                                        ReportText.visible(entry.what()))))
                        .toList());
        if (entries.size() > MOST) {
            form.paragraph("and " + ReportText.number(entries.size() - MOST) + " more");
        }
    }
}
