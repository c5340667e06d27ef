package lanner.investigation.casework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lanner.capture.event.Event;
import lanner.engine.json.JsonText;
import lanner.investigation.index.AlertEntry;
import lanner.investigation.index.Events;
import lanner.investigation.index.JobProgress;
import lanner.investigation.index.Request;
import lanner.investigation.rows.About;
import lanner.investigation.rows.RowText;
import lanner.investigation.workspace.RecordPass;
import lanner.investigation.workspace.Workspace;

/**
 * The table of a page's events: where the script paints it, and the data that it paints, as JSON that no browser runs.
 *
 * <pre>
 * captures  how many captures there are
 * day       the day of all rows; empty if they are of several
 * columns   the headings
 * texts     each text once
 * rows      [number, time, process, call, result, about, arguments, process id, capture from 0, marks]
 *           where process to arguments are places in texts, and marks a sum of those below
 * alerts    what is said of a row's alerts, by the row's place
 * notes     what is noted of a row, by the row's place
 * </pre>
 */
final class PageRows {
    private static final int ALERT = 1;
    private static final int REFUSED = 2;
    private static final int GAP = 4;
    private static final int NOTED = 8;
    private static final int DAY = "2026-01-01".length();

    /** So many characters of different texts are shown whole: a capture may have a hundred thousand long ones. */
    private static final int ROOM = 32_000_000;

    /** As many are shown of a text then. */
    static final int SHORT = 80;

    private static final List<String> COLUMNS =
            List.of("No.", "Time (UTC)", "Process", "Call", "Result", "About", "Arguments");

    private final Workspace workspace;
    private final Events events;
    private final Excerpt excerpt;
    private final Map<Integer, String> noted;
    private final ReportText text;
    private final int room;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<String, Object> alerts = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final StringBuilder rows = new StringBuilder();
    private String day = "";
    private long taken;
    private int cut;

    /** @param noted notes by rows */
    PageRows(Workspace workspace, Excerpt excerpt, Map<Integer, String> noted, ReportText text) {
        this(workspace, excerpt, noted, text, ROOM);
    }

    /** @param room how many characters of different texts are shown whole */
    PageRows(Workspace workspace, Excerpt excerpt, Map<Integer, String> noted, ReportText text, int room) {
        this.room = room;
        this.workspace = workspace;
        this.events = workspace.events();
        this.excerpt = excerpt;
        this.noted = noted;
        this.text = text;
    }

    /**
     * Reads the events.
     *
     * @return false if it was cancelled
     */
    boolean read(JobProgress progress) throws IOException {
        day = day();
        Map<Integer, List<AlertEntry>> raised = new LinkedHashMap<>();
        for (AlertEntry alert : events.alerts()) {
            raised.computeIfAbsent(alert.row(), row -> new ArrayList<>()).add(alert);
        }
        Event event = new Event();
        RowText words = new RowText();
        try (RecordPass records = new RecordPass(workspace, events)) {
            return progress.visit(excerpt.shown(), place -> {
                int row = excerpt.rows().row(place);
                records.read(row, event);
                add(place, row, words.of(event));
                for (AlertEntry alert : raised.getOrDefault(row, List.of())) {
                    String said = alert.priority().word() + ": " + ReportText.characters(alert.rule()) + ": "
                            + ReportText.visible(alert.message());
                    alerts.merge(Integer.toString(place), fitting(said), (one, other) -> one + "\n" + other);
                }
                if (noted.containsKey(row)) {
                    notes.put(Integer.toString(place), noted.get(row));
                }
            });
        }
    }

    /** The day of all rows; empty if they are of several. */
    private String day() {
        String found = "";
        for (int place = 0; place < excerpt.shown(); place++) {
            String own = moment(place).substring(0, DAY);
            if (!found.isEmpty() && !found.equals(own)) {
                return "";
            }
            found = own;
        }
        return found;
    }

    private String moment(int place) {
        return ReportText.moment(events.time(excerpt.rows().row(place)));
    }

    private void add(int place, int row, RowText.Text said) {
        int marks = (events.raisedAlert(row) ? ALERT : 0)
                | (events.refused(row) ? REFUSED : 0)
                | (events.followsGap(row) ? GAP : 0)
                | (noted.containsKey(row) ? NOTED : 0);
        rows.append(rows.isEmpty() ? "[" : ",\n[")
                .append(events.number(row))
                .append(",\"")
                .append(moment(place).substring(day.isEmpty() ? 0 : DAY + 1))
                .append('"');
        number(text.who(row));
        number(ReportText.visible(events.call(row)));
        number(result(row, said));
        number(About.of(events, row)
                .map(about -> ReportText.visible(about.words()))
                .orElse(""));
        number(ReportText.visible(said.arguments()));
        rows.append(',')
                .append(events.image(events.imageId(row)).process())
                .append(',')
                .append(events.capture(row))
                .append(',')
                .append(marks)
                .append(']');
    }

    private void number(String value) {
        Integer known = texts.get(value);
        if (known == null) {
            String fitting = fitting(value);
            known = texts.computeIfAbsent(fitting, added -> texts.size());
        }
        rows.append(',').append(known);
    }

    /** A text as there is room for it. */
    private String fitting(String value) {
        String some = value;
        if (taken + value.length() > room && value.length() > SHORT) {
            // Not within a pair of surrogates.
            some = value.substring(0, Character.isHighSurrogate(value.charAt(SHORT - 1)) ? SHORT - 1 : SHORT)
                    + "\u2026";
            cut++;
        }
        taken += some.length();
        return some;
    }

    /** How many texts there was no room for but their beginnings. */
    int cut() {
        return cut;
    }

    private String result(int row, RowText.Text said) {
        if (events.isRequest(row)) {
            return events.request(row)
                    .map(Request::response)
                    .map(ReportText::visible)
                    .orElse("");
        }
        if (events.failed(row)) {
            return ReportText.visible(said.result());
        }
        return events.hasResult(row) ? Long.toString(events.result(row)) : "";
    }

    /** Where the rows are painted, with what finds text in them. */
    String table() {
        StringBuilder html = new StringBuilder();
        html.append(
                        "<noscript><p>The table of events needs a script, which this browser does not run.</p></noscript>\n")
                .append(
                        "<div class=\"tools\"><label>Find <input type=\"search\" id=\"find\" spellcheck=\"false\"></label>")
                .append("<button type=\"button\" id=\"all\" hidden></button><output id=\"count\"></output></div>\n")
                .append("<div class=\"line heads")
                .append(day.isEmpty() ? " several" : "")
                .append("\" role=\"presentation\">");
        COLUMNS.forEach(column -> html.append("<span>")
                .append(HtmlFormat.escaped(column + (column.startsWith("Time") && !day.isEmpty() ? " " + day : "")))
                .append("</span>"));
        return html.append(
                        "</div>\n<div id=\"rows\" tabindex=\"0\" role=\"grid\" aria-label=\"Events\" aria-colcount=\"")
                .append(COLUMNS.size())
                .append("\"><div id=\"lines\"></div></div>\n<dl id=\"details\"></dl>\n")
                .toString();
    }

    /** The data. Whatever a text says, it neither ends the element nor begins another. */
    String data() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("captures", workspace.captures().size());
        whole.put("columns", COLUMNS);
        whole.put("day", day);
        whole.put("alerts", alerts);
        whole.put("notes", notes);
        whole.put("texts", texts.keySet());
        String head = JsonText.writeCharacters(whole);
        return "<script type=\"application/json\" id=\"data\">\n"
                + (head.substring(0, head.length() - 1) + ",\n\"rows\":[" + rows + "]}").replace("<", "\\u003c")
                + "\n</script>\n";
    }
}
