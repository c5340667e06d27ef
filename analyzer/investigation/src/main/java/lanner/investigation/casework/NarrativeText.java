package lanner.investigation.casework;

import java.util.List;
import lanner.investigation.index.Events;
import lanner.investigation.rows.About;
import lanner.investigation.workspace.Workspace;

/** The part of a report that is the analyst's own: bookmarked events in their order, with their text between. */
final class NarrativeText {
    private final Workspace workspace;
    private final Events events;
    private final CaseFile caseFile;
    private final ReportText text;

    NarrativeText(Workspace workspace, CaseFile caseFile, ReportText text) {
        this.workspace = workspace;
        this.events = workspace.events();
        this.caseFile = caseFile;
        this.text = text;
    }

    /** Writes the part; nothing where nothing is told. */
    void write(ReportFormat form) {
        List<Passage> passages = caseFile.narrative();
        if (passages.isEmpty()) {
            return;
        }
        form.heading(2, "Narrative");
        for (Passage passage : passages) {
            if (passage instanceof Passage.Text paragraph) {
                paragraphs(form, paragraph.text());
            } else if (passage instanceof Passage.Event told) {
                form.list(List.of(words(told.event())));
            }
        }
    }

    /** A text's lines, a paragraph each. */
    static void paragraphs(ReportFormat form, String text) {
        text.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> form.paragraph(ReportText.characters(line.strip())));
    }

    /** An event in a line: which, when, who did what, and the note. */
    private String words(CaseFile.EventKey key) {
        int row = key.capture() < workspace.captures().size() ? events.rowOf(key.capture(), key.event()) : -1;
        String note = caseFile.bookmarks().getOrDefault(key, "");
        String end = note.isBlank() ? "" : ": " + ReportText.characters(note);
        if (row < 0) {
            return "Event " + ReportText.number(key.event()) + ", which is in none of these captures" + end;
        }
        String about = About.of(events, row)
                .map(each -> " " + ReportText.visible(each.words()))
                .orElse("");
        return "Event " + text.eventName(row) + ", " + ReportText.moment(events.time(row)) + ", " + text.who(row) + ": "
                + ReportText.visible(events.call(row)) + about + end;
    }
}
