package lanner.investigation.casework;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import lanner.investigation.casework.CaseSummary.Look;
import lanner.investigation.casework.CaseSummary.Measure;
import lanner.investigation.index.Events;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.workspace.Workspace;

/** The parts of a report that say what was done, by what it was done to and by whom. */
final class ActivityTables {
    private static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final Events events;
    private final CaseSummary summary;
    private final ReportText text;

    ActivityTables(Workspace workspace, CaseSummary summary, ReportText text) {
        this.events = workspace.events();
        this.summary = summary;
        this.text = text;
    }

    /** The figures of the summary. */
    void figures(ReportFormat form) {
        form.heading(2, "Summary");
        form.table(
                List.of("", ""),
                summary.figures().stream()
                        .map(figure -> List.of(
                                figure.measure().words(),
                                figure.measure() == Measure.DURATION
                                        ? ReportText.number(figure.value() / SECOND) + "."
                                                + String.format(Locale.ROOT, "%09d", figure.value() % SECOND)
                                                + " s"
                                        : ReportText.number(figure.value())))
                        .toList());
    }

    /** Programs, files, peers and accounts. */
    void write(ReportFormat form) {
        Activity activity = summary.activity();
        part(
                form,
                "Programs run",
                List.of("Program", "Times", "First event", "By"),
                sorted(activity.programs(), Activity.ProgramRun::times),
                each -> List.of(
                        ReportText.visible(each.path()),
                        ReportText.number(each.times()),
                        text.eventName(each.row()),
                        who(each.row())));
        part(
                form,
                "Affected files",
                List.of("File", "Changes", "Calls", "Alerts", "First event", "By"),
                sorted(activity.files(), Activity.FileChange::alerts),
                each -> List.of(
                        ReportText.visible(each.path()),
                        String.join(
                                ", ",
                                each.changes().stream()
                                        .sorted()
                                        .map(Activity.Change::words)
                                        .toList()),
                        ReportText.number(each.times()),
                        ReportText.number(each.alerts()),
                        text.eventName(each.row()),
                        who(each.row())));
        part(
                form,
                "Peers",
                List.of(
                        "Address",
                        "Connections made",
                        "Accepted",
                        "Of these failed",
                        "Bytes sent",
                        "Bytes received",
                        "First event",
                        "By"),
                sorted(activity.peers(), each -> each.sent() + each.received()),
                each -> List.of(
                        ReportText.visible(each.address()),
                        ReportText.number(each.connected()),
                        ReportText.number(each.accepted()),
                        ReportText.number(each.refused()),
                        ReportText.number(each.sent()),
                        ReportText.number(each.received()),
                        text.eventName(each.row()),
                        who(each.row())));
        form.paragraph("Bytes are those of the recorded calls; what sendmmsg and recvmmsg moved is not among them.");
        if (activity.moreNames() > 0) {
            form.paragraph("Not listed: up to " + ReportText.number(activity.moreNames())
                    + " calls about programs, files or peers beyond the first "
                    + ReportText.number(ActivityTally.MOST) + " of each.");
        }
        accounts(form);
    }

    private String who(int row) {
        return text.who(row);
    }

    private void accounts(ReportFormat form) {
        Map<String, long[]> users = new TreeMap<>();
        for (int id = 0; id < events.processes(); id++) {
            ProcessEntry process = events.process(id);
            String user = process.user().isEmpty() ? "unknown" : process.user();
            if (users.size() < MOST || users.containsKey(user)) {
                long[] counts = users.computeIfAbsent(user, name -> new long[3]);
                counts[0]++;
                counts[1] += process.events();
                counts[2] += process.alerts();
            }
        }
        part(
                form,
                "Accounts",
                List.of("User (each process's last)", "Processes", "Events", "Alerts"),
                new ArrayList<>(users.entrySet()),
                each -> List.of(
                        ReportText.visible(each.getKey()),
                        ReportText.number(each.getValue()[0]),
                        ReportText.number(each.getValue()[1]),
                        ReportText.number(each.getValue()[2])));
        List<Look> changes = summary.looks().stream()
                .filter(look -> look.kind() == Look.Kind.PRIVILEGE)
                .toList();
        if (!changes.isEmpty()) {
            form.paragraph("Changes of privilege:");
            form.list(changes.stream()
                    .map(look -> ReportText.visible(look.text()) + ", " + ReportText.number(look.count())
                            + " times, first at event " + text.eventName(look.row()))
                    .toList());
        }
    }

    private static <T> List<T> sorted(List<T> all, Function<T, Long> falling) {
        return all.stream()
                .sorted(Comparator.comparing(falling, Comparator.reverseOrder()))
                .toList();
    }

    private static <T> void part(
            ReportFormat form, String title, List<String> columns, List<T> all, Function<T, List<String>> row) {
        form.heading(2, title);
        if (all.isEmpty()) {
            form.paragraph("None.");
            return;
        }
        form.table(columns, all.stream().limit(MOST).map(row).toList());
        if (all.size() > MOST) {
            form.paragraph("and " + ReportText.number(all.size() - MOST) + " more");
        }
    }
}
