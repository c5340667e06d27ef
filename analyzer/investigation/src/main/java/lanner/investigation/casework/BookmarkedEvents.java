package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lanner.capture.event.CaptureFormatException;
import lanner.capture.event.Event;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.ProcessEntry;
import lanner.investigation.index.Request;
import lanner.investigation.rows.About;
import lanner.investigation.rows.LaneCounts;
import lanner.investigation.rows.RowText;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/** The part of a report that describes bookmarked events: what they say, their process chain, what happened around them. */
final class BookmarkedEvents {
    static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;
    private static final int PARTS = 60;

    private final Workspace workspace;
    private final Events events;
    private final CaseFile caseFile;
    private final ReportText text;

    BookmarkedEvents(Workspace workspace, CaseFile caseFile, ReportText text) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.caseFile = caseFile;
        this.text = text;
    }

    /** Writes the part of a report. */
    void write(ReportFormat form, JobProgress progress) throws IOException {
        form.heading(2, "Bookmarked events");
        List<Map.Entry<CaseFile.EventKey, String>> marked =
                new ArrayList<>(caseFile.bookmarks().entrySet());
        marked.sort((one, other) -> Integer.compare(rowOf(one.getKey()), rowOf(other.getKey())));
        if (marked.isEmpty()) {
            form.paragraph("No event is bookmarked.");
        }
        int written = 0;
        try (RecordPass records = new RecordPass(workspace, events)) {
            for (Map.Entry<CaseFile.EventKey, String> each : marked) {
                int row = rowOf(each.getKey());
                if (progress.isCancelled() || written == MOST) {
                    break;
                }
                if (row >= 0) {
                    bookmark(form, row, each.getValue(), records);
                    written++;
                }
                progress.at(written / (double) marked.size());
            }
        }
    }

    /** The row of a bookmarked event; -1 if it is in none of these captures. */
    int rowOf(CaseFile.EventKey key) {
        return key.capture() < workspace.captures().size() ? events.rowOf(key.capture(), key.event()) : -1;
    }

    private void bookmark(ReportFormat form, int row, String note, RecordPass records) throws IOException {
        form.heading(
                3,
                "Event " + text.eventName(row) + ": " + ReportText.visible(events.call(row)) + " by " + text.who(row));
        if (!note.isBlank()) {
            form.paragraph(ReportText.characters(note));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Time", ReportText.moment(events.time(row))));
        About.of(events, row).ifPresent(about -> rows.add(List.of("About", ReportText.visible(about.words()))));
        RowText.Text said = textOf(row, records);
        events.request(row)
                .map(Request::response)
                .ifPresent(response -> rows.add(List.of("Result", ReportText.visible(response))));
        if (events.hasResult(row)) {
            String result = events.failed(row) ? ReportText.visible(said.result()) : Long.toString(events.result(row));
            rows.add(List.of("Result", result));
        }
        rows.add(List.of("Arguments", ReportText.visible(said.arguments())));
        for (AlertEntry alert : alertsAt(row)) {
            rows.add(List.of("Alert", alert.priority().word() + ": " + ReportText.characters(alert.rule())));
        }
        List<Tag> tags = caseFile.tags(new CaseFile.EventKey(events.capture(row), events.number(row)));
        if (!tags.isEmpty()) {
            rows.add(List.of(
                    "Tags",
                    tags.stream().map(tag -> ReportText.characters(tag.name())).collect(Collectors.joining(", "))));
        }
        form.table(List.of("", ""), rows);
        if (!events.isRequest(row)) {
            form.paragraph("Process chain, from the process upwards:");
            form.list(chain(events.processOf(row).id()));
        }
        form.clip(clip(row));
    }

    private static RowText.Text textOf(int row, RecordPass records) throws IOException {
        try {
            Event event = new Event();
            records.read(row, event);
            return new RowText().of(event);
        } catch (CaptureFormatException e) {
            return new RowText.Text("", "(this record cannot be read any more)");
        }
    }

    private List<AlertEntry> alertsAt(int row) {
        return events.alerts().stream().filter(alert -> alert.row() == row).toList();
    }

    private List<String> chain(int process) {
        List<String> lines = new ArrayList<>();
        for (int id : workspace.ancestry(process)) {
            ProcessEntry entry = events.process(id);
            String command =
                    entry.image() < 0 ? "?" : events.image(entry.image()).commandLine();
            lines.add(entry.pid() + " " + ReportText.visible(command)
                    + (entry.user().isEmpty() ? "" : " (user " + ReportText.visible(entry.user()) + ")")
                    + (entry.container().isEmpty()
                            ? ""
                            : " (container " + ReportText.visible(entry.container()) + ")"));
        }
        return lines;
    }

    /** A tenth of the whole time, the event in its middle where there is room. */
    private ReportFormat.Clip clip(int row) {
        long first = events.axis(0);
        long last = events.axis(events.rows() - 1);
        long length = Math.max(PARTS, Math.max((last - first) / 10, Math.min(last - first, SECOND / 100)));
        long from = Math.max(first, Math.min(last - length, events.axis(row) - length / 2));
        long to = from + length;
        int process = events.processOf(row).id();
        LaneCounts own = LaneCounts.of(events, from, to, new int[] {process}, PARTS, JobProgress.NONE);
        int[] all = new int[PARTS];
        boolean[] alerts = new boolean[PARTS];
        double scale = PARTS / (double) (to - from + 1);
        int end = events.firstAt(to + 1);
        for (int each = events.firstAt(from); each < end; each++) {
            int part = Math.min(PARTS - 1, (int) ((events.axis(each) - from) * scale));
            all[part]++;
            alerts[part] |= events.raisedAlert(each);
        }
        int moment = Math.max(0, Math.min(PARTS - 1, (int) ((events.axis(row) - from) * scale)));
        return new ReportFormat.Clip(
                all, own.counts()[0], alerts, moment, ReportText.moment(from), ReportText.moment(to));
    }
}
